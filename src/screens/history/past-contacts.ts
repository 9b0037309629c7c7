import { localReference } from '../../fhir/reference';
import { brusselsDate } from '../../plan/date';
import type { Entry, Step } from '../../plan/entry';
import { correctionsInForce, newestVersions, orderDay } from '../../plan/standing';

/** One entry of the history; `gone`: it no longer counts, and why. */
export interface PastEntry {
  readonly entry: Entry;
  readonly gone?: { readonly how: 'withdrawn' | 'replaced'; readonly reason?: string };
}

/** What one person recorded about one day of contact, during one encounter. */
export interface PastContact {
  readonly key: string;
  readonly date: string;
  readonly author?: string;
  readonly encounter?: string;
  /** By step, then in the order of recording */
  readonly entries: readonly PastEntry[];
}

/** The entries that no longer count, with what the record says of it: taken back in place, or by a later entry. */
export function goneEntries(read: readonly Entry[], standing: readonly Entry[]): readonly PastEntry[] {
  const newest = newestVersions(read);
  const counted = new Set(standing.map(({ id }) => id));
  const corrections = new Map(correctionsInForce(read).map(({ corrects }) => [corrects?.entry, corrects]));
  return newest.flatMap((entry): PastEntry[] => {
    const { id, status, corrects } = entry;
    const takesBack = corrects?.kind === 'withdraws' && corrects.entry !== id;
    if (counted.has(id) || status === 'in-progress' || takesBack) return [];
    const inPlace = status === 'entered-in-error' || status === 'stopped';
    const correction = inPlace ? corrects : corrections.get(id);
    const reason = correction?.reason;
    const how = !inPlace && correction?.kind === 'replaces' ? 'replaced' : 'withdrawn';
    return [{ entry, gone: { how, ...(reason ? { reason } : {}) } }];
  });
}

/**
 * Entries as the contacts that they came from, newest first: steps that one person recorded together are one contact. `base`: the
 * address of the record, by which a reference with and without it are the same.
 */
export function pastContacts(entries: readonly PastEntry[], base = ''): readonly PastContact[] {
  const groups = new Map<string, PastEntry[]>();
  for (const past of entries) {
    const key = contactKey(past.entry, base);
    const group = groups.get(key);
    if (group) group.push(past);
    else groups.set(key, [past]);
  }
  return [...groups]
    .map(([key, group]) => ({ newest: group.map(orderOf).sort().at(-1) ?? '', contact: contactOf(key, group) }))
    .sort((a, b) => compare(b.newest, a.newest))
    .map(({ contact }) => contact);
}

/** What the entries of one contact have in common, and no others. */
export function contactKey({ contactDate, author = '', authorReference, encounter = '' }: Entry, base = ''): string {
  const writer = authorReference === undefined ? author : placeOf(authorReference, base);
  return `${contactDate} ${placeOf(encounter, base)} ${writer}`;
}

/** A reference without the address of the record and without a version. */
function placeOf(reference: string, base: string): string {
  const place = localReference(base, reference);
  return place ? `${place.type}/${place.id}` : reference;
}

const orderOf = ({ entry }: PastEntry): string => `${orderDay(entry)} ${entry.recordedAt}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function contactOf(key: string, group: readonly PastEntry[]): PastContact {
  const [first] = group;
  const { contactDate = '', encounter } = first?.entry ?? {};
  const author = group.flatMap(({ entry }) => entry.author ?? [])[0];
  return {
    key,
    date: contactDate,
    ...(author ? { author } : {}),
    ...(encounter ? { encounter } : {}),
    entries: group.toSorted((a, b) => a.entry.step - b.entry.step || compare(a.entry.recordedAt, b.entry.recordedAt)),
  };
}

/** The steps of a contact, each once. */
export const stepsOf = ({ entries }: PastContact): readonly Step[] => [
  ...new Set(entries.map(({ entry }) => entry.step)),
];

/** The day of recording, where it is not the day of the contact. */
export function recordedOn({ recordedAt, contactDate }: Entry): string | undefined {
  const instant = new Date(recordedAt);
  if (Number.isNaN(instant.getTime())) return undefined;
  const day = brusselsDate(instant);
  return day === contactDate ? undefined : day;
}
