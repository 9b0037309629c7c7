import { code, string } from '../fhir/answers';
import { type Entry, STEPS, type Step } from './entry';
import type { PlanState } from './fold';
import { type Current, type Gate, gate } from './gates';
import { openPoints } from './open-points';

/** Where a step stands. `not-visible`: an entry may exist that this user may not see or that was not read. */
export type StepState = 'not-yet' | 'done' | 'open-points' | 'due' | 'not-applicable' | 'not-visible';

const NEXT_DATE: Readonly<Partial<Record<Step, string>>> = {
  1: 's1.opnieuwOp',
  3: 's3.volgende',
  4: 's4.volgende',
  5: 's5.volgende',
  6: 's6.volgende',
};

/** The steps whose answers decide whether a step is open (gates.ts). */
const GATED_BY: Readonly<Record<Step, readonly Step[]>> = { 1: [], 2: [1], 3: [1], 4: [1, 2, 5], 5: [1, 4], 6: [1, 4] };

/** The date that one entry names for its step to be taken up again. */
export const nextDateIn = ({ step, answers }: Pick<Entry, 'step' | 'answers'>): string | undefined => {
  const linkId = NEXT_DATE[step];
  return linkId === undefined ? undefined : string(answers, linkId);
};

const isPartial = (state: PlanState, step: Step): boolean => state.reading.entries[step] === 'partial';
const isClosed = (state: PlanState, step: Step): boolean => gate(step, state.current).state === 'closed';

/** Whether what closes a step was not read whole: what was not read may open it again. */
export const isClosedUnsure = (state: PlanState, step: Step): boolean =>
  isClosed(state, step) && GATED_BY[step].some((other) => isPartial(state, other));

/**
 * A gate while a contact is recorded: what closes a step in a record that was not read whole does not, unless it is typed now.
 */
export function gateNow(step: Step, live: PlanState, typed: Current): Gate {
  return gate(step, isClosedUnsure(live, step) ? typed : live.current);
}

/**
 * The date on which a step wants attention again (YYYY-MM-DD), as the newest entry that names one gives it; undefined too
 * when the step is closed, and when a later contact in it has come on that day or after it.
 */
export function nextDateOf(state: PlanState, step: Step): string | undefined {
  if (isClosed(state, step) && !isClosedUnsure(state, step)) return undefined;
  const date = nextDateIn({ step, answers: state.current[step] ?? {} });
  if (date === undefined) return undefined;
  const ofStep = state.entries.filter((entry) => entry.step === step);
  const source = ofStep.findLastIndex((entry) => nextDateIn(entry) !== undefined);
  return ofStep.slice(source + 1).some(({ contactDate }) => contactDate >= date) ? undefined : date;
}

/** The first date on which a step wants attention again. */
export const nextDate = (state: PlanState): string | undefined =>
  STEPS.flatMap((step) => nextDateOf(state, step) ?? []).sort()[0];

/**
 * The state of one step on a day. `labelled`: steps whose entries carry a sensitivity label at this site; a host may hold
 * those back without a word, so that seeing none is never taken for there being none. Nothing is concluded from entries that
 * were not all read, neither that the step is complete nor that something is missing or closed.
 */
export function stepState(state: PlanState, step: Step, on: string, labelled: readonly Step[]): StepState {
  const seen = state.current[step] !== undefined;
  if (isPartial(state, step) || isClosedUnsure(state, step)) return 'not-visible';
  if (isClosed(state, step)) {
    if (seen) return 'done';
    // Step 2 closes step 4, but who may see the one may not see the other, nor the signal in step 5 that reopens it.
    const unsure = gate(step, state.current).reason === 'no-gut-feeling' && labelled.includes(step);
    return unsure ? 'not-visible' : 'not-applicable';
  }
  if (!seen) return labelled.includes(step) ? 'not-visible' : 'not-yet';
  const date = nextDateOf(state, step);
  if (date !== undefined && date <= on) return 'due';
  if (step === 1 && !wasHeld(state)) return 'not-yet';
  return openPoints(state, on).some((point) => point.step === step) ? 'open-points' : 'done';
}

/** Whether step 1 came to a conversation or to a client who did not want one; one that was not possible yet is still to come. */
const wasHeld = ({ entries, current }: PlanState): boolean =>
  code(current[1] ?? {}, 's1.uitkomst') !== 'not-possible-yet' ||
  entries.some(({ step, answers }) => step === 1 && code(answers, 's1.uitkomst') === 'held');
