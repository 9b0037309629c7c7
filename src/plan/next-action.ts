import type { Asked } from './asked';
import type { PlanState } from './fold';
import { openPoints } from './open-points';
import { nextDate, nextDateOf } from './step-state';

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
  const agreed = nextDateOf(state, 1);
  const mayAsk = agreed === undefined || agreed <= on;
  if (asked.state === 'not-asked' || 'earlier' in asked) return { kind: 'ask' };
  if (mayAsk && (asked.state === 'postponed' || (asked.state === 'declined' && asked.lapsed))) return { kind: 'ask' };
  if (date !== undefined && date <= on) return { kind: 'follow-up', date };
  if (asked.state === 'asked' && asked.stale) {
    const { later, lapsed } = asked;
    if (later !== 'declined' || (lapsed && mayAsk)) return { kind: 'ask-again' };
  }
  const points = openPoints(state, on).filter(({ step }) => step === 1 || step === 3);
  if (points.some(({ code }) => code === 'due-date-passed')) return { kind: 'born' };
  return { kind: points.length > 0 ? 'complete' : 'record' };
}
