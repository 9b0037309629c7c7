import type { Asked } from './asked';
import type { PlanState } from './fold';
import { openPoints } from './open-points';
import { nextDate } from './step-state';

/** What the plan asks first of whoever opens the record. */
export type NextAction =
  | { readonly kind: 'ask' | 'ask-again' | 'born' | 'complete' | 'record' }
  | { readonly kind: 'follow-up'; readonly date: string };

/**
 * The one thing to do next on a day. Asking comes first, then what was agreed for a day that has come. Of what is missing only the
 * steps of every client count: a client who looks on learns nothing of the others from it.
 */
export function nextAction(state: PlanState, asked: Asked, on: string): NextAction {
  const date = nextDate(state);
  const isComing = date !== undefined && date > on;
  if (asked.state === 'not-asked' || (asked.state === 'postponed' && !isComing)) return { kind: 'ask' };
  if ('earlier' in asked) return { kind: 'ask' };
  if (date !== undefined && !isComing) return { kind: 'follow-up', date };
  if (asked.state === 'asked' && asked.stale && asked.later !== 'declined') return { kind: 'ask-again' };
  const points = openPoints(state, on).filter(({ step }) => step === 1 || step === 3);
  if (points.some(({ code }) => code === 'due-date-passed')) return { kind: 'born' };
  return { kind: points.length > 0 ? 'complete' : 'record' };
}
