import type { CodeableConcept, HumanName, RelatedPerson } from 'fhir/r4';
import { fromRelatedPerson, nameInUse, ownNumbers } from '../mapping/child';
import { childRelation } from '../mapping/child-codes';
import { withNumbersOf, withoutAbsentReason } from '../mapping/write-child';
import { personName } from './person-name';

export const CHILD_FIELDS = ['name', 'birthDate', 'relationship', 'active'] as const;
export type ChildField = (typeof CHILD_FIELDS)[number];

/** What a person of the record says on one point: the name as the host spells it, a date, the code of the relation, in use or not. */
export function saidOf(resource: RelatedPerson, field: ChildField): string | boolean | undefined {
  const { relation } = fromRelatedPerson(resource);
  switch (field) {
    case 'name':
      return personName(resource.name);
    case 'birthDate':
      return resource.birthDate;
    case 'relationship':
      return relation;
    case 'active':
      return resource.active !== false;
  }
}

/** The person as it stands now with one point as it was typed. Other names, relations and extensions stay. */
export function withChildField(now: RelatedPerson, typed: RelatedPerson, field: ChildField): RelatedPerson {
  switch (field) {
    case 'name':
      return withName(now, nameInUse(typed.name));
    case 'birthDate':
      return typed.birthDate === undefined ? now : withoutAbsentReason({ ...now, birthDate: typed.birthDate });
    case 'relationship': {
      const isChilds = (person: RelatedPerson) => {
        const own = fromRelatedPerson(person).uuid !== undefined;
        return (concept: CodeableConcept) => childRelation([concept], own) !== undefined;
      };
      const others = (now.relationship ?? []).filter((concept) => !isChilds(now)(concept));
      return { ...now, relationship: [...others, ...(typed.relationship ?? []).filter(isChilds(typed))] };
    }
    case 'active':
      return typed.active === undefined ? now : { ...now, active: typed.active };
  }
}

type Shadowed = HumanName & { readonly _given?: unknown; readonly _family?: unknown; readonly _text?: unknown };

/** Takes the place of the name in use, which keeps its use, period, prefixes and extensions. */
function withName(now: RelatedPerson, typed: HumanName | undefined): RelatedPerson {
  if (!typed) return now;
  const before = nameInUse(now.name);
  if (!before) return { ...now, name: [...(now.name ?? []), typed] };
  const { given: _, family: __, text: ___, _given, _family, _text, ...kept }: Shadowed = before;
  const { given, family, text } = typed;
  const name: HumanName = {
    ...kept,
    ...(text ? { text } : {}),
    ...(family ? { family } : {}),
    ...(given ? { given } : {}),
  };
  return { ...now, name: (now.name ?? []).map((one) => (one === before ? name : one)) };
}

/** Numbers of ours that a change brings along are added to what stands there: nothing is overwritten by them. */
export function withNumbers(now: RelatedPerson, opened: RelatedPerson, typed: RelatedPerson): RelatedPerson {
  const had = ownNumbers(opened);
  const identifier = (typed.identifier ?? []).filter(({ value }) => value !== undefined && !had.includes(value));
  return withNumbersOf(now, { identifier }) ?? now;
}
