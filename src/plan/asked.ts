import { code } from '../fhir/answers';
import { addDays } from './date';
import type { Step } from './entry';
import type { PlanState } from './fold';
import { orderDay } from './standing';

/** Whether anyone asked about the children. `not-loaded`: not everything was read, so nothing is concluded from absence. */
export type Asked =
  | { readonly state: 'asked'; readonly on: string; readonly stale: boolean; readonly later?: 'postponed' | 'declined' }
  | { readonly state: 'declined' | 'postponed'; readonly on: string }
  | { readonly state: 'not-asked' | 'not-loaded' };

const OUTCOMES: Readonly<Record<string, 'asked' | 'declined' | 'postponed'>> = {
  held: 'asked',
  declined: 'declined',
  'not-possible-yet': 'postponed',
};

/**
 * Folds the outcomes of step 1. `validForDays`: after how many days an answer is stale at this site; 0 means at each
 * presentation. `labelled`: steps that a host may hold back at this site.
 */
export function asked(state: PlanState, on: string, validForDays: number, labelled: readonly Step[]): Asked {
  const given = state.entries.flatMap((entry) => {
    const outcome = entry.step === 1 ? code(entry.answers, 's1.uitkomst') : undefined;
    return outcome === undefined ? [] : [{ outcome: OUTCOMES[outcome], on: orderDay(entry) }];
  });
  const outcomes = given.flatMap(({ outcome, on: day }) => (outcome ? [{ outcome, on: day }] : []));
  const newest = outcomes.at(-1);
  const held = outcomes.findLast(({ outcome }) => outcome === 'asked');
  if (held && newest) {
    const stale = addDays(held.on, validForDays) < on;
    const later = newest.outcome === 'asked' ? {} : { later: newest.outcome };
    return { state: 'asked', on: held.on, stale, ...later };
  }
  const whole = state.reading.entries[1] === 'whole' && !labelled.includes(1) && given.length === outcomes.length;
  if (!whole) return { state: 'not-loaded' };
  if (newest && newest.outcome !== 'asked') return { state: newest.outcome, on: newest.on };
  return { state: 'not-asked' };
}
