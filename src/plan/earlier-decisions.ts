import { type Decision, type DecisionState, decisionOf, strictest } from './decision';
import type { Entry } from './entry';

/** A decision of the record: which counts, which stands beside it (so that the team must talk), and which a later one follows. */
export interface EarlierDecision {
  readonly decision: Decision;
  readonly entry: Entry;
  readonly standing: 'counts' | 'beside' | 'followed';
  /** The decisions that it followed. */
  readonly after: readonly Decision[];
}

const ends = (state: DecisionState): readonly string[] =>
  state.kind === 'none'
    ? []
    : [state.decision, ...(state.kind === 'contradicting' ? state.others : [])].map(({ entry }) => entry);

/** Whether a decision follows that of an entry, or of the one that the entry replaces. */
const isFollowed = ({ follows }: Decision, { id, corrects }: Entry): boolean =>
  follows.includes(id) || (corrects !== undefined && follows.includes(corrects.entry));

/**
 * The decisions of the entries that stand (given oldest first), newest first. `typed`: the entry that is being typed over them, if
 * any; it is left out, and what it follows is what counted before it.
 */
export function earlierDecisions(
  entries: readonly Entry[],
  state: DecisionState,
  typed: Entry | undefined,
): EarlierDecision[] {
  const own = typed && decisionOf(typed);
  const open = own ? own.follows : ends(state);
  const found = entries.flatMap((entry) => {
    const decision = entry.step === 4 && entry !== typed ? decisionOf(entry) : undefined;
    return decision ? [{ entry, decision }] : [];
  });
  const [first, ...rest] = found.flatMap(({ decision }) => (open.includes(decision.entry) ? [decision] : []));
  const counting = first && strictest(first, ...rest);
  const standing = (decision: Decision) =>
    decision === counting ? 'counts' : open.includes(decision.entry) ? 'beside' : 'followed';
  return found.toReversed().map(({ entry, decision }) => ({
    entry,
    decision,
    standing: standing(decision),
    after: found.flatMap((other) =>
      other.entry !== entry && isFollowed(decision, other.entry) ? [other.decision] : [],
    ),
  }));
}
