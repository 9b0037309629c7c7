import type { HumanName, RelatedPerson as Resource } from 'fhir/r4';
import type { RelatedPerson } from '../plan/children';
import { IDENTIFIER_SYSTEM } from './canonical';
import { childRelation } from './child-codes';

/** The name in use: an official or usual one before others, never an old one. */
export function nameInUse(names: readonly HumanName[] | undefined): HumanName | undefined {
  const current = (names ?? []).filter(({ use, period }) => use !== 'old' && period?.end === undefined);
  return current.find(({ use }) => use === 'official') ?? current.find(({ use }) => use === 'usual') ?? current[0];
}

/** The identifiers (UUIDs) that the app gave to this person, each once, in the order of the record. */
export const ownNumbers = ({ identifier }: Pick<Resource, 'identifier'>): string[] => [
  ...new Set((identifier ?? []).flatMap(({ system, value }) => (system === IDENTIFIER_SYSTEM && value ? [value] : []))),
];

/** What the plan needs to know of a person in the host's record. */
export function fromRelatedPerson(resource: Resource): RelatedPerson {
  const name = nameInUse(resource.name);
  const given = name?.given?.filter((part) => typeof part === 'string').join(' ') || (name?.family ? '' : name?.text);
  const [uuid, ...otherUuids] = ownNumbers(resource);
  const relation = childRelation(resource.relationship, uuid !== undefined);
  return {
    id: resource.id ?? '',
    ...(resource.meta?.versionId ? { version: resource.meta.versionId } : {}),
    ...(uuid ? { uuid } : {}),
    ...(otherUuids.length > 0 ? { otherUuids } : {}),
    ...(given ? { given } : {}),
    ...(name?.family ? { family: name.family } : {}),
    ...(resource.birthDate ? { birthDate: resource.birthDate } : {}),
    ...(relation ? { relation } : {}),
    active: resource.active !== false && resource.period?.end === undefined,
    child: relation !== undefined || uuid !== undefined,
  };
}
