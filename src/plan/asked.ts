import { code } from '../fhir/answers';
import { addDays } from './date';
import type { PlanState } from './fold';

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

/** Folds the outcomes of step 1. `validForDays`: after how many days an answer is stale at this site; 0 means at each presentation. */
export function asked(state: PlanState, on: string, validForDays: number): Asked {
  const outcomes = state.entries.flatMap((entry) => {
    const outcome = entry.step === 1 ? OUTCOMES[code(entry.answers, 's1.uitkomst') ?? ''] : undefined;
    return outcome ? [{ outcome, on: entry.contactDate }] : [];
  });
  const newest = outcomes.at(-1);
  const held = outcomes.findLast(({ outcome }) => outcome === 'asked');
  if (held && newest) {
    const stale = addDays(held.on, validForDays) < on;
    const later = newest.outcome === 'asked' ? {} : { later: newest.outcome };
    return { state: 'asked', on: held.on, stale, ...later };
  }
  if (newest && newest.outcome !== 'asked') return { state: newest.outcome, on: newest.on };
  return { state: state.reading.entries[1] === 'whole' ? 'not-asked' : 'not-loaded' };
}
