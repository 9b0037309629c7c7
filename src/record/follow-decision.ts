import { type Answers, code, instances } from '../fhir/answers';
import type { DecisionState } from '../plan/decision';

/**
 * The answers of step 4 with the decisions named that theirs follows: those that the person had before them. Without this,
 * every second decision would seem to contradict the first. `own`: the entry itself; where the record has it already, it still
 * follows what it followed.
 */
export function followingDecision(answers: Answers, before: DecisionState, own: string): Answers {
  const seen =
    before.kind === 'none' ? [] : [before.decision, ...(before.kind === 'contradicting' ? before.others : [])];
  const follows = seen.flatMap((decision) => (decision.entry === own ? decision.follows : decision.entry));
  const groups = instances(answers, 's4.besluit');
  if (follows.length === 0 || !groups.some(({ items }) => code(items, 's4.besluit.verontrustend'))) return answers;
  return {
    ...answers,
    's4.besluit': groups.map((group) => ({ ...group, items: { ...group.items, 's4.besluit.volgtOp': follows } })),
  };
}
