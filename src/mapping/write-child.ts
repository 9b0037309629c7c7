import type { HumanName, RelatedPerson as Resource } from 'fhir/r4';
import type { Child } from '../plan/children';
import { IDENTIFIER_SYSTEM } from './canonical';
import { ownNumbers } from './child';
import { ROLE_CODE, ROLE_DISPLAY } from './child-codes';

const relationship = (code: string): NonNullable<Resource['relationship']> => {
  const display = ROLE_DISPLAY[code];
  return [{ coding: [{ system: ROLE_CODE, code, ...(display ? { display } : {}) }] }];
};

const humanName = ({ given, family }: Pick<Child, 'given' | 'family'>): HumanName | undefined =>
  given || family ? { ...(family ? { family } : {}), ...(given ? { given: [given] } : {}) } : undefined;

type NewChild = Pick<Child, 'given' | 'family' | 'birthDate' | 'relation'> & { readonly uuid: string };

/**
 * The RelatedPerson for a child that the record does not have yet. No contact role, telecom, address or link: a host might
 * start calling, mailing or giving proxy rights. The same comes out of the SDC template in Questionnaire kindreflex-1-conversation.
 */
export function toRelatedPerson(child: NewChild, patient: string): Resource {
  const name = humanName(child);
  return {
    resourceType: 'RelatedPerson',
    identifier: [{ system: IDENTIFIER_SYSTEM, value: child.uuid }],
    active: true,
    patient: { reference: patient },
    ...(child.relation ? { relationship: relationship(child.relation) } : {}),
    ...(name ? { name: [name] } : {}),
    ...(child.birthDate ? { birthDate: child.birthDate } : {}),
  };
}

/**
 * A person of the record that takes over the identifiers which the app gave to another, so that entries that name that one are about
 * this one. Nothing else changes. Undefined: it has them all.
 */
export function withNumbersOf(resource: Resource, other: Pick<Resource, 'identifier'>): Resource | undefined {
  const had = ownNumbers(resource);
  const taken = ownNumbers(other).filter((value) => !had.includes(value));
  if (taken.length === 0) return undefined;
  return {
    ...resource,
    identifier: [...(resource.identifier ?? []), ...taken.map((value) => ({ system: IDENTIFIER_SYSTEM, value }))],
  };
}

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** A birth date says more than the one in the record when that one is missing or a coarser form of it. */
const refines = (typed: string | undefined, present: string | undefined): typed is string =>
  typed !== undefined && (present === undefined || (typed.length > present.length && typed.startsWith(present)));

/**
 * Merges what was learnt about a child into the host's own resource. Only what is missing is filled: the host's spelling,
 * further names, identifiers, telecom, address, extensions and contained resources stay as they are. Undefined: nothing to write.
 */
export function mergeChild(
  resource: Resource,
  learnt: Pick<Child, 'given' | 'family' | 'birthDate' | 'relation'>,
): Resource | undefined {
  const changes: Partial<Resource> = {};
  const named = resource.name?.some(({ given, family, text }) => given?.length || family || text) ?? false;
  const name = humanName(learnt);
  if (!named && name) changes.name = [...(resource.name ?? []), name];
  if (refines(learnt.birthDate, resource.birthDate)) changes.birthDate = learnt.birthDate;
  if (!resource.relationship?.length && learnt.relation) changes.relationship = relationship(learnt.relation);
  if (Object.keys(changes).length === 0) return undefined;
  return changes.birthDate === undefined
    ? { ...resource, ...changes }
    : withoutAbsentReason({ ...resource, ...changes });
}

/** A reason why the birth date is absent would be untrue beside a birth date; other extensions on it stay, also of no shape that we know. */
export function withoutAbsentReason(resource: Resource): Resource {
  const { _birthDate, ...rest } = resource;
  if (!Array.isArray(_birthDate?.extension)) return resource;
  const { extension: had, ...other } = _birthDate;
  const extension = had.filter((one) => one?.url !== ABSENT);
  const shadow = extension.length > 0 ? { ...other, extension } : other;
  return Object.keys(shadow).length > 0 ? { ...rest, _birthDate: shadow } : rest;
}
