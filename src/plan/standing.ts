import { brusselsDate } from './date';
import type { Entry } from './entry';

const days = new WeakMap<Entry, string>();

/**
 * The day an entry counts on: its contact date, but never one after it was written, or a mistyped year would rule for decades. Reckoned
 * once per entry: while a contact is typed the whole record is folded again.
 */
export function orderDay(entry: Entry): string {
  const known = days.get(entry);
  if (known !== undefined) return known;
  const day = dayOf(entry);
  days.set(entry, day);
  return day;
}

function dayOf({ contactDate, recordedAt }: Entry): string {
  const instant = new Date(recordedAt);
  const written = Number.isNaN(instant.getTime()) ? contactDate : brusselsDate(instant);
  return written < contactDate ? written : contactDate;
}

/** Oldest first: day, then server time, then identifier. The identifier makes the order total. */
function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    (a, b) => compare(orderDay(a), orderDay(b)) || compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The newest version of each entry: the same identifier read twice (retry, two pages, a bundle and a search) counts once. */
export function newestVersions(entries: readonly Entry[]): Entry[] {
  const byId = new Map<string, Entry>();
  for (const entry of entries) {
    const other = byId.get(entry.id);
    if (!other || compareVersions(other, entry) < 0) byId.set(entry.id, entry);
  }
  return [...byId.values()];
}

const rank = { 'in-progress': 0, completed: 1, amended: 2, stopped: 3, 'entered-in-error': 4 } as const;

/** Server time decides; with equal times the further status does, then the content, so that order of arrival never does. */
const compareVersions = (a: Entry, b: Entry): number =>
  compare(a.recordedAt, b.recordedAt) ||
  rank[a.status] - rank[b.status] ||
  compare(JSON.stringify(a), JSON.stringify(b));

/** Whether a correction is in force: one that is itself withdrawn was a mistake, and undoes nothing. */
function inForce(
  correction: Entry,
  withdrawals: ReadonlyMap<string, readonly Entry[]>,
  path: Set<Entry> = new Set(),
): boolean {
  path.add(correction);
  const undone = withdrawals.get(correction.id)?.some((other) => !path.has(other) && inForce(other, withdrawals, path));
  path.delete(correction);
  return !undone;
}

const validOf = (entries: readonly Entry[]): Entry[] =>
  newestVersions(entries).filter(({ status }) => status === 'completed' || status === 'amended');

/** The later entries that correct an earlier one, oldest first; one that itself was made in error, or is withdrawn, no longer does. */
export function correctionsInForce(entries: readonly Entry[]): Entry[] {
  const corrections = validOf(entries).filter(({ id, corrects }) => corrects !== undefined && corrects.entry !== id);
  const withdrawals = new Map<string, Entry[]>();
  for (const entry of corrections) {
    if (entry.corrects?.kind !== 'withdraws') continue;
    const others = withdrawals.get(entry.corrects.entry);
    if (others) others.push(entry);
    else withdrawals.set(entry.corrects.entry, [entry]);
  }
  return inOrder(corrections.filter((entry) => inForce(entry, withdrawals)));
}

/** The entries that count, oldest first: no errors, no drafts of other systems, none that a later entry replaces or withdraws. */
export function standing(entries: readonly Entry[]): Entry[] {
  const corrected = new Set(correctionsInForce(entries).map(({ corrects }) => corrects?.entry));
  return inOrder(validOf(entries).filter(({ id, corrects }) => !corrected.has(id) && corrects?.kind !== 'withdraws'));
}
