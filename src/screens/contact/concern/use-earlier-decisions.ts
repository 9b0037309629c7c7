import { use } from 'react';
import { type EarlierDecision, earlierDecisions } from '../../../plan/earlier-decisions';
import { PlanContext } from '../plan-context';
import { isTyped } from '../plan-with-draft';

const NONE: readonly EarlierDecision[] = [];

/** The decisions that the record holds, newest first; none where an earlier entry itself is being corrected. */
export function useEarlierDecisions(): readonly EarlierDecision[] {
  const plan = use(PlanContext);
  if (!plan) return NONE;
  const typed = plan.entries.find((entry) => entry.step === 4 && isTyped(entry));
  return earlierDecisions(plan.entries, plan.decision, typed);
}
