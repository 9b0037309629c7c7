import type { HumanName, RelatedPerson as Resource } from 'fhir/r4';
import type { RelatedPerson } from '../plan/children';
import { IDENTIFIER_SYSTEM } from './canonical';
import { childRelation } from './child-codes';

/** The name in use: an official or usual one before others, never an old one. */
export function nameInUse(names: readonly HumanName[] | undefined): HumanName | undefined {
  const current = (names ?? []).filter(({ use, period }) => use !== 'old' && period?.end === undefined);
  return current.find(({ use }) => use === 'official') ?? current.find(({ use }) => use === 'usual') ?? current[0];
}

/** What the plan needs to know of a person in the host's record. */
export function fromRelatedPerson(resource: Resource): RelatedPerson {
  const name = nameInUse(resource.name);
  const given = name?.given?.filter((part) => typeof part === 'string').join(' ') || (name?.family ? '' : name?.text);
  const uuid = resource.identifier?.find(({ system }) => system === IDENTIFIER_SYSTEM)?.value;
  const relation = childRelation(resource.relationship, uuid !== undefined);
  return {
    id: resource.id ?? '',
    ...(resource.meta?.versionId ? { version: resource.meta.versionId } : {}),
    ...(uuid ? { uuid } : {}),
    ...(given ? { given } : {}),
    ...(name?.family ? { family: name.family } : {}),
    ...(resource.birthDate ? { birthDate: resource.birthDate } : {}),
    ...(relation ? { relation } : {}),
    active: resource.active !== false && resource.period?.end === undefined,
    child: relation !== undefined || uuid !== undefined,
  };
}
