import type { Coding, Reference, RelatedPerson } from 'fhir/r4';
import type { Answers, Instance } from '../fhir/answers';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { ROLE_CODE, ROLE_DISPLAY } from '../mapping/child-codes';
import type { Child } from '../plan/children';
import type { RecordSnapshot } from './snapshot';

const relation = (code: string): Coding => ({
  system: ROLE_CODE,
  code,
  ...(ROLE_DISPLAY[code] ? { display: ROLE_DISPLAY[code] } : {}),
});

/** How a child is called where it is referred to; undefined when it has no name yet. */
export const childName = ({ given, family }: Pick<Child, 'given' | 'family'>): string | undefined =>
  [given, family].filter(Boolean).join(' ') || undefined;

export const ownIdentifier = (uuid: string) => ({ system: IDENTIFIER_SYSTEM, value: uuid });

/** The reference to a child, for the questions that ask which child. `urn:uuid:` stands for one that is not in the record yet. */
export function childReference(child: Child): Reference {
  const display = childName(child);
  const reference = child.relatedPerson
    ? `RelatedPerson/${child.relatedPerson}`
    : child.uuid
      ? `urn:uuid:${child.uuid}`
      : undefined;
  return {
    ...(reference ? { reference } : {}),
    type: 'RelatedPerson',
    ...(child.uuid ? { identifier: ownIdentifier(child.uuid) } : {}),
    ...(display ? { display } : {}),
  };
}

/** Who a child is, as answers under a prefix (`s1.kind` or `s1.kind.nieuw`). */
const identity = (child: Child, prefix: string): Answers => ({
  ...(child.given ? { [`${prefix}.voornaam`]: [child.given] } : {}),
  ...(child.family ? { [`${prefix}.naam`]: [child.family] } : {}),
  ...(child.birthDate ? { [`${prefix}.geboortedatum`]: [child.birthDate] } : {}),
  ...(child.relation ? { [`${prefix}.band`]: [relation(child.relation)] } : {}),
});

/**
 * The known children as instances of s1.kind. One that only entries know stands under `nieuw` with its UUID; one that
 * cannot be recognised again (no person, no UUID) is left to the earlier entries, or the plan would count it twice.
 */
export function knownChildren(
  children: readonly Child[],
  { relatedPersons }: Pick<RecordSnapshot, 'relatedPersons'>,
): Instance[] {
  const resources = relatedPersons.state === 'loaded' ? relatedPersons.value.resources : [];
  return children.flatMap((child) => {
    const unknownDate = child.birthDateUnknown ? { 's1.kind.geboortedatumOnbekend': [true] } : {};
    if (child.relatedPerson)
      return [{ key: child.key, items: { ...ofRecord(child, child.relatedPerson, resources), ...unknownDate } }];
    if (!child.uuid) return [];
    const fresh = { 's1.kind.nieuw.uuid': [child.uuid], ...identity(child, 's1.kind.nieuw') };
    return [{ key: child.key, items: { 's1.kind.nieuw': [{ key: child.uuid, items: fresh }], ...unknownDate } }];
  });
}

function ofRecord(child: Child, id: string, resources: readonly RelatedPerson[]): Answers {
  const version = resources.find((resource) => resource.id === id)?.meta?.versionId;
  return {
    's1.kind.refpersoon': [childReference(child)],
    's1.kind.id': [id],
    ...(version ? { 's1.kind.versie': [version] } : {}),
    ...identity(child, 's1.kind'),
  };
}
