import { type Answers, groupItems, type Instance, instances, string } from '../fhir/answers';
import { mergeChild, toRelatedPerson } from '../mapping/write-child';
import { identityOf, uuidsOf } from '../plan/children';
import { earliest } from '../plan/date';
import type { ChildPlaces } from './child-references';
import type { CreateChild, FilledElement, LeftOut, LeftOutReason, MergeChild } from './intended';
import { childName } from './known-children';
import type { Persons } from './snapshot';

export type Permission = 'yes' | LeftOutReason;

export interface ChildWrites {
  readonly writes: readonly (CreateChild | MergeChild)[];
  readonly leftOut: readonly LeftOut[];
  readonly places: ChildPlaces;
}

export interface ChildPermissions {
  readonly createChild: Permission;
  readonly mergeChild: Permission;
}

export const noPersons: Persons = { resources: [], persons: [], gaps: [] };

/** What the children of a step 1 entry ask of the host's record: new ones made, gaps in known ones filled, all else left as it is. */
export function childWrites(
  answers: Answers,
  record: Persons,
  patient: string,
  may: ChildPermissions,
  contactDate: string,
): ChildWrites {
  // A number that two persons carry leads to the one that is in use.
  const inUseLast = record.persons.toSorted((a, b) => Number(a.active) - Number(b.active));
  const known = new Map(inUseLast.flatMap((person) => uuidsOf(person).map((uuid) => [uuid, person.id] as const)));
  const created = new Map<string, string | undefined>();
  const reused = new Map<string, string>();
  const done = new Set<string>();
  const writes: (CreateChild | MergeChild)[] = [];
  const leftOut: LeftOut[] = [];
  for (const { key, items } of instances(answers, 's1.kind')) {
    const uuid = newUuid(items);
    const id = string(items, 's1.kind.id') ?? (uuid ? known.get(uuid) : undefined);
    const typedAs = /^uuid:(.+)$/.exec(key)?.[1];
    if (id && typedAs && known.get(typedAs) !== id) reused.set(typedAs, id);
    const child = id ? `RelatedPerson/${id}` : uuid;
    // A transaction in which two entries are about one resource is refused as a whole.
    if (!child || done.has(child)) continue;
    done.add(child);
    const write = id ? mergeOf(items, id, record) : uuid ? creationOf(items, uuid, patient) : undefined;
    if (!write) continue;
    const reason = reasonAgainst(write, may, contactDate);
    if (reason !== 'yes') leftOut.push({ what: 'child', child, reason });
    else writes.push(write);
    if (reason === 'yes' && write.kind === 'create-child') created.set(write.uuid, childName(identityOf(items)));
  }
  return { writes, leftOut, places: { created, known, reused } };
}

function reasonAgainst(write: CreateChild | MergeChild, may: ChildPermissions, contactDate: string): Permission {
  const { birthDate } = write.resource;
  if (birthDate !== undefined && earliest(birthDate) > contactDate) return 'not-born';
  if (write.kind === 'create-child') return may.createChild;
  return write.version === '' ? 'no-version' : may.mergeChild;
}

const creationOf = (items: Answers, uuid: string, patient: string): CreateChild => ({
  kind: 'create-child',
  uuid,
  fullUrl: `urn:uuid:${uuid}`,
  resource: toRelatedPerson({ ...identityOf(items), uuid }, `Patient/${patient}`),
});

const newUuid = (items: Answers): string | undefined =>
  string(groupItems(items, 's1.kind.nieuw'), 's1.kind.nieuw.uuid');

/** Nothing to write for a person that the app has not read, that the host set inactive, or that misses nothing. */
function mergeOf(items: Answers, id: string, record: Persons): MergeChild | undefined {
  const index = record.resources.findIndex((resource) => resource.id === id);
  const before = record.resources[index];
  if (!before || record.persons[index]?.active === false) return undefined;
  const resource = mergeChild(before, identityOf(items));
  if (!resource) return undefined;
  const filled = (['name', 'birthDate', 'relationship'] as const).filter(
    (element: FilledElement) => resource[element] !== before[element],
  );
  return {
    kind: 'merge-child',
    id,
    version: before.meta?.versionId ?? '',
    fullUrl: `RelatedPerson/${id}`,
    before,
    resource: { ...resource, id },
    filled,
  };
}

/** The instance of a new child carries the link to the person that is made for it. */
export const linked = ({ key, items }: Instance): Instance => {
  const uuid = newUuid(items);
  const display = childName(identityOf(items));
  return uuid === undefined
    ? { key, items }
    : {
        key,
        items: {
          ...items,
          's1.kind.refpersoon': [{ reference: `urn:uuid:${uuid}`, ...(display ? { display } : {}) }],
        },
      };
};
