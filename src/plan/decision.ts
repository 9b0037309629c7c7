import { type Answers, code, groupItems, string, values } from '../fhir/answers';
import type { Entry } from './entry';

export type Alarming = 'yes' | 'no' | 'undecided';
export type Willing = 'yes' | 'no' | 'unclear';

/** What a team judged. Willingness is a question only where the situation is alarming. */
export interface Judgement {
  readonly alarming: Alarming;
  readonly willing?: Willing;
}

/** A team decision of step 4, as one entry holds it. */
export interface Decision extends Judgement {
  /** Identifier of the entry that holds it. */
  readonly entry: string;
  /** The day it was taken, or else of the contact. */
  readonly on: string;
  /** Identifiers of the entries whose decisions it follows. */
  readonly follows: readonly string[];
}

const ALARMING: readonly string[] = ['yes', 'no', 'undecided'] satisfies Alarming[];
const WILLING: readonly string[] = ['yes', 'no', 'unclear'] satisfies Willing[];

/** What answers of step 4 judge; undefined when the question whether the situation is alarming has no answer. */
export function judgementIn(answers: Answers): Judgement | undefined {
  const items = groupItems(answers, 's4.besluit');
  const alarming = code(items, 's4.besluit.verontrustend');
  if (alarming === undefined || !ALARMING.includes(alarming)) return undefined;
  const willing = code(items, 's4.besluit.bereid');
  const counts = alarming === 'yes' && willing !== undefined && WILLING.includes(willing);
  return { alarming: alarming as Alarming, ...(counts ? { willing: willing as Willing } : {}) };
}

/** The decision matrix, alarming x willing: where a judgement leads. */
export function pathOf({ alarming, willing }: Judgement) {
  if (alarming === 'no') return 'not-alarming';
  if (alarming === 'undecided') return 'not-decided';
  if (willing === 'yes') return 'alarming-and-willing';
  return willing === 'no' ? 'alarming-and-not-willing' : 'willingness-not-answered';
}

/** The decision that an entry of step 4 holds, if it holds one. */
export function decisionOf(entry: Entry): Decision | undefined {
  const judgement = judgementIn(entry.answers);
  if (!judgement) return undefined;
  const items = groupItems(entry.answers, 's4.besluit');
  return {
    ...judgement,
    entry: entry.id,
    on: string(items, 's4.besluit.op') ?? entry.contactDate,
    follows: values(items, 's4.besluit.volgtOp').filter((value) => typeof value === 'string'),
  };
}

/** From lenient to strict: back to support, stay in step 4, restore safety, mandated facility. */
const BY_STRICTNESS: readonly string[] = [
  'not-alarming',
  'not-decided',
  'willingness-not-answered',
  'alarming-and-willing',
  'alarming-and-not-willing',
] satisfies ReturnType<typeof pathOf>[];

/** The decision with the strictest path; of two that are equally strict the last. */
export const strictest = (first: Decision, ...rest: readonly Decision[]): Decision =>
  rest.reduce((a, b) => (BY_STRICTNESS.indexOf(pathOf(b)) >= BY_STRICTNESS.indexOf(pathOf(a)) ? b : a), first);

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
  const decision = strictest(first, ...rest);
  const others = ends.filter((other) => other !== decision);
  return others.length === 0 ? { kind: 'one', decision } : { kind: 'contradicting', decision, others };
}
