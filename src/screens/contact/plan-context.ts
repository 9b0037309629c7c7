import { createContext, use } from 'react';
import type { PlanState } from '../../plan/fold';

export const PlanContext = createContext<PlanState | undefined>(undefined);

/** The plan as it will be when the contact on screen is saved; changes with every answer. */
export function usePlan(): PlanState {
  const plan = use(PlanContext);
  if (!plan) throw new Error('No plan around this component');
  return plan;
}
