import { type Answers, boolean, code, groupItems, type Instance, instances, reference, string } from '../fhir/answers';
import type { PartialDate } from './date';
import type { Entry } from './entry';

/** A person that the host's record relates to the client, as far as the plan needs it. */
export interface RelatedPerson {
  /** Logical id on the host. */
  readonly id: string;
  readonly version?: string;
  /** Our own identifier, where the app created the person. */
  readonly uuid?: string;
  /** Further ones, taken over from persons of the record that turned out to be this one. */
  readonly otherUuids?: readonly string[];
  readonly given?: string;
  readonly family?: string;
  readonly birthDate?: PartialDate;
  /** v3-RoleCode of the relation, when it is one of a child. */
  readonly relation?: string;
  readonly active: boolean;
  /** Whether the host says that this person is a child of the client in the wide sense. */
  readonly child: boolean;
}

/** What is known of one child, from the entries and the host's record together. */
export interface Child {
  /** Same for the same child in every entry and in the record. */
  readonly key: string;
  readonly relatedPerson?: string;
  readonly uuid?: string;
  readonly given?: string;
  readonly family?: string;
  readonly birthDate?: PartialDate;
  readonly birthDateUnknown: boolean;
  readonly relation?: string;
  readonly permanent?: string;
  readonly residence?: string;
  readonly source?: string;
  /** Identifier of the newest entry that lists the child; absent for a child that only the host's record has. */
  readonly entry?: string;
}

const logicalId = (ref: string | undefined): string | undefined =>
  /(?:^|\/)RelatedPerson\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.*)?$/.exec(ref ?? '')?.[1];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The ids by which one instance of s1.kind, or one reference to a child, can be recognised. */
function idsOf(instance: Instance): { id?: string; uuid?: string } {
  const person = reference(instance.items, 's1.kind.refpersoon');
  const id = string(instance.items, 's1.kind.id') ?? logicalId(person?.reference);
  const identifier = person?.identifier?.value ?? '';
  const uuid =
    string(groupItems(instance.items, 's1.kind.nieuw'), 's1.kind.nieuw.uuid') ??
    // A host may put an identifier of its own beside the reference; ours is a UUID.
    (UUID.test(identifier) ? identifier : undefined) ??
    /^urn:uuid:(.+)$/.exec(person?.reference ?? '')?.[1];
  return { ...(id ? { id } : {}), ...(uuid ? { uuid } : {}) };
}

/** The answers on who a child is: under the child itself when the record has it, else under `nieuw`. */
export function identityOf(items: Answers): {
  given?: string;
  family?: string;
  birthDate?: string;
  relation?: string;
} {
  const fresh = instances(items, 's1.kind.nieuw')[0]?.items;
  const [from, prefix] = fresh ? [fresh, 's1.kind.nieuw'] : [items, 's1.kind'];
  const given = string(from, `${prefix}.voornaam`);
  const family = string(from, `${prefix}.naam`);
  const birthDate = string(from, `${prefix}.geboortedatum`);
  const relation = code(from, `${prefix}.band`);
  return {
    ...(given !== undefined ? { given } : {}),
    ...(family !== undefined ? { family } : {}),
    ...(birthDate !== undefined ? { birthDate } : {}),
    ...(relation !== undefined ? { relation } : {}),
  };
}

/** A child as one instance of s1.kind describes it. */
export function childOf(instance: Instance, key: string): Child {
  const { items } = instance;
  const { id, uuid } = idsOf(instance);
  const permanent = code(items, 's1.kind.permanent');
  const residence = code(items, 's1.kind.verblijf');
  const source = code(items, 's1.kind.bron');
  return {
    key,
    ...(id ? { relatedPerson: id } : {}),
    ...(uuid ? { uuid } : {}),
    ...identityOf(items),
    birthDateUnknown: boolean(items, 's1.kind.geboortedatumOnbekend') ?? false,
    ...(permanent ? { permanent } : {}),
    ...(residence ? { residence } : {}),
    ...(source ? { source } : {}),
  };
}

/**
 * Union by child over the entries that stand (oldest first) and the host's record: per child the newest answer wins,
 * a child that a newer entry leaves out stays, and a name or birth date that only the host has fills what is missing. Entries about a person
 * that is out of use count for the one that took over its number.
 */
export function foldChildren(entries: readonly Entry[], relatedPersons: readonly RelatedPerson[]): Child[] {
  const newest = newestOf(relatedPersons);
  // One that is out of use may be one in use under another number: it never leads.
  const record = [...newest.filter(({ active }) => active), ...newest.filter(({ active }) => !active)];
  const listed = entries.flatMap((entry) =>
    instances(entry.answers, 's1.kind').map((instance, index) => ({ entry, instance, index, ...idsOf(instance) })),
  );
  // All numbers that were ever seen with one person of the record are one child; the record's own number leads.
  const groups = tied([...record, ...listed]);
  const keyOf = (ids: Ids, fallback: string): string => {
    const numbers = groups.get(namesOf(ids)[0] ?? '') ?? [];
    return numbers.find((name) => name.startsWith('uuid:')) ?? numbers[0] ?? fallback;
  };
  const children = new Map<string, Child>();
  for (const { entry, instance, index, ...ids } of listed) {
    const key = keyOf(ids, `${entry.id}#${index}`);
    const child = childOf(instance, key);
    const { residence, ...known }: Partial<Child> = children.get(key) ?? {};
    const unknown = boolean(instance.items, 's1.kind.geboortedatumOnbekend') ?? known.birthDateUnknown ?? false;
    children.set(key, {
      // Where a child stays otherwise hangs on whether it stays with the client.
      ...(residence !== undefined && child.permanent === undefined ? { residence } : {}),
      ...known,
      ...child,
      // A birth date, once known, is not undone by an older or later "cannot be found out".
      birthDateUnknown: unknown && !(child.birthDate ?? known.birthDate),
      entry: entry.id,
    });
  }
  for (const person of record) {
    const key = keyOf(person, '');
    const known = children.get(key);
    if (!known && !(person.child && person.active)) continue;
    children.set(key, fill(known ?? { key, birthDateUnknown: false }, person));
  }
  for (const person of record.toReversed()) {
    const known = person.active && children.get(keyOf(person, ''));
    if (known)
      children.set(known.key, { ...known, relatedPerson: person.id, ...(person.uuid ? { uuid: person.uuid } : {}) });
  }
  return [...children.values()];
}

/** Every number of ours that a person of the record carries, its own first. */
export const uuidsOf = ({ uuid, otherUuids = [] }: Pick<RelatedPerson, 'uuid' | 'otherUuids'>): readonly string[] =>
  uuid ? [uuid, ...otherUuids] : otherUuids;

type Ids = Pick<RelatedPerson, 'uuid' | 'otherUuids'> & { readonly id?: string };

const namesOf = ({ id, ...ids }: Ids): string[] => [
  ...(id ? [`RelatedPerson/${id}`] : []),
  ...uuidsOf(ids).map((uuid) => `uuid:${uuid}`),
];

/** For each name of a child all its names, in the order in which they were first seen. */
function tied(all: readonly Ids[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  const seen = new Map([...new Set(all.flatMap(namesOf))].map((name, index) => [name, index]));
  const place = (name: string) => seen.get(name) ?? 0;
  for (const ids of all) {
    const together = new Set(namesOf(ids).flatMap((name) => groups.get(name) ?? [name]));
    const group = [...together].sort((a, b) => place(a) - place(b));
    for (const name of group) groups.set(name, group);
  }
  return groups;
}

/** Each person of the record once, as its newest version says, in an order that does not depend on how they were read. */
function newestOf(relatedPersons: readonly RelatedPerson[]): RelatedPerson[] {
  const newest = new Map<string, RelatedPerson>();
  for (const person of relatedPersons) {
    const other = newest.get(person.id);
    if (!other || isNewer(person, other)) newest.set(person.id, person);
  }
  return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** By version; what is of one version and differs all the same, by what it says. */
function isNewer(a: RelatedPerson, b: RelatedPerson): boolean {
  const text = (person: RelatedPerson) => JSON.stringify(Object.entries(person).sort());
  const order = new Intl.Collator('en', { numeric: true }).compare(a.version ?? '', b.version ?? '');
  return order === 0 ? text(a) > text(b) : order > 0;
}

function fill(child: Child, person: RelatedPerson): Child {
  const { given, family, birthDate, relation, uuid } = person;
  return {
    ...(given !== undefined ? { given } : {}),
    ...(family !== undefined ? { family } : {}),
    ...(birthDate !== undefined ? { birthDate } : {}),
    ...(relation !== undefined ? { relation } : {}),
    ...(uuid !== undefined ? { uuid } : {}),
    ...child,
    relatedPerson: child.relatedPerson ?? person.id,
    birthDateUnknown: child.birthDateUnknown && birthDate === undefined,
  };
}
