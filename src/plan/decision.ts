import { code, groupItems, string, values } from '../fhir/answers';
import type { Entry } from './entry';

export type Alarming = 'yes' | 'no' | 'undecided';
export type Willing = 'yes' | 'no' | 'unclear';

/** A team decision of step 4, as one entry holds it. */
export interface Decision {
  /** Identifier of the entry that holds it. */
  readonly entry: string;
  /** The day it was taken, or else of the contact. */
  readonly on: string;
  readonly alarming: Alarming;
  readonly willing?: Willing;
  /** Identifiers of the entries whose decisions it follows. */
  readonly follows: readonly string[];
}

const ALARMING: readonly string[] = ['yes', 'no', 'undecided'] satisfies Alarming[];
const WILLING: readonly string[] = ['yes', 'no', 'unclear'] satisfies Willing[];

/** The decision that an entry of step 4 holds; undefined when the question whether the situation is alarming has no answer. */
export function decisionOf(entry: Entry): Decision | undefined {
  const items = groupItems(entry.answers, 's4.besluit');
  const alarming = code(items, 's4.besluit.verontrustend');
  if (alarming === undefined || !ALARMING.includes(alarming)) return undefined;
  const willing = code(items, 's4.besluit.bereid');
  return {
    entry: entry.id,
    on: string(items, 's4.besluit.op') ?? entry.contactDate,
    alarming: alarming as Alarming,
    ...(alarming === 'yes' && willing !== undefined && WILLING.includes(willing)
      ? { willing: willing as Willing }
      : {}),
    follows: values(items, 's4.besluit.volgtOp').filter((value) => typeof value === 'string'),
  };
}

/** How strict the path is that a decision leads to: back to support, stay in step 4, restore safety, mandated facility. */
function strictness({ alarming, willing }: Decision): number {
  if (alarming === 'no') return 0;
  if (alarming === 'undecided') return 1;
  return willing === 'no' ? 4 : willing === 'yes' ? 3 : 2;
}

export type DecisionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly decision: Decision }
  /** Two or more that no later one follows: the team must talk; meanwhile the stricter counts. */
  | { readonly kind: 'contradicting'; readonly decision: Decision; readonly others: readonly Decision[] };

/** An entry and all that it replaces, directly or through other corrections: who followed one of them followed it. */
function aliases(id: string, replaced: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !found.has(next); next = replaced.get(next))
    found.add(next);
  return found;
}

/**
 * The decision that counts among the entries that stand, given oldest first. `read`: the newest
 * version of everything that was read, for the corrections in it.
 */
export function foldDecisions(entries: readonly Entry[], read: readonly Entry[] = entries): DecisionState {
  const replaced = new Map(read.flatMap(({ id, corrects }) => (corrects ? [[id, corrects.entry] as const] : [])));
  const decisions = entries.flatMap((entry) => decisionOf(entry) ?? []);
  const followers = new Map<string, Set<string>>();
  for (const { entry, follows } of decisions)
    for (const id of follows) followers.set(id, (followers.get(id) ?? new Set()).add(entry));
  const isFollowed = ({ entry }: Decision) =>
    [...aliases(entry, replaced)].some((id) => [...(followers.get(id) ?? [])].some((other) => other !== entry));
  const open = decisions.filter((decision) => !isFollowed(decision));
  // A ring of decisions that follow each other has no end; then all of them are open.
  const ends = open.length > 0 ? open : decisions;
  const [first, ...rest] = ends;
  if (!first) return { kind: 'none' };
  const decision = rest.reduce((a, b) => (strictness(b) >= strictness(a) ? b : a), first);
  const others = ends.filter((other) => other !== decision);
  return others.length === 0 ? { kind: 'one', decision } : { kind: 'contradicting', decision, others };
}
