import { code } from '../fhir/answers';
import { addDays } from './date';
import type { Entry, Step } from './entry';
import type { PlanState } from './fold';
import { orderDay } from './standing';

/** Whether anyone asked about the children. `not-loaded`: not everything was read, so nothing is concluded from absence. */
export type Asked =
  | {
      readonly state: 'asked';
      readonly on: string;
      readonly stale: boolean;
      readonly earlier?: true;
      readonly later?: 'postponed' | 'declined';
      /** What came later is itself too long ago */
      readonly lapsed?: true;
    }
  | {
      readonly state: 'declined' | 'postponed';
      readonly on: string;
      /** At an earlier presentation, where the site asks at each */
      readonly earlier?: true;
      /** Too long ago at this site to leave it at that */
      readonly lapsed?: true;
    }
  | { readonly state: 'not-asked' | 'not-loaded' };

/** How a site looks at it. */
export interface AskedAt {
  /** After how many days an answer is stale; 0 means at each presentation */
  readonly validForDays: number;
  /** Steps that a host may hold back */
  readonly labelled: readonly Step[];
  /** Logical id of the encounter in which the record is open */
  readonly encounter?: string | undefined;
}

const OUTCOMES: Readonly<Record<string, 'asked' | 'declined' | 'postponed'>> = {
  held: 'asked',
  declined: 'declined',
  'not-possible-yet': 'postponed',
};

/**
 * Folds the outcomes of step 1: a conversation counts, also when a later attempt did not come to one. That nothing came since is said
 * only where step 1 was read whole.
 */
export function asked(state: PlanState, on: string, { validForDays, labelled, encounter }: AskedAt): Asked {
  const given = state.entries.flatMap((entry) => {
    const outcome = entry.step === 1 ? code(entry.answers, 's1.uitkomst') : undefined;
    return outcome === undefined ? [] : [{ outcome: OUTCOMES[outcome], on: orderDay(entry), entry }];
  });
  const outcomes = given.flatMap(({ outcome, ...rest }) => (outcome ? [{ outcome, ...rest }] : []));
  const newest = outcomes.at(-1);
  const held = outcomes.filter(({ outcome }) => outcome === 'asked');
  const last = held.at(-1);
  const isNow = (all: typeof outcomes) => all.some((one) => isOfPresentation(one.entry, one.on, on, encounter));
  const isRead = state.reading.entries[1] === 'whole';
  const isPast = (one: (typeof outcomes)[number]) => isRead && validForDays > 0 && addDays(one.on, validForDays) < on;
  const earlier = (all: typeof outcomes) =>
    isRead && validForDays === 0 && !isNow(all) ? ({ earlier: true } as const) : {};
  const lapsed = newest && newest.outcome !== 'asked' && isPast(newest) ? ({ lapsed: true } as const) : {};
  if (last && newest) {
    const stale = isPast(last) || (isRead && validForDays === 0 && !isNow(held));
    const later = newest.outcome === 'asked' ? {} : { later: newest.outcome };
    return { state: 'asked', on: last.on, stale, ...earlier(outcomes), ...later, ...lapsed };
  }
  const whole = isRead && !labelled.includes(1) && given.length === outcomes.length;
  if (!whole) return { state: 'not-loaded' };
  if (newest && newest.outcome !== 'asked')
    return { state: newest.outcome, on: newest.on, ...earlier([newest]), ...lapsed };
  return { state: 'not-asked' };
}

/** Whether an entry is of the presentation that is open: of its encounter, also past midnight, or, where either names none, of its day. */
function isOfPresentation(entry: Entry, day: string, on: string, encounter: string | undefined): boolean {
  const own = /(?:^|\/)Encounter\/([^/]+)/.exec(entry.encounter ?? '')?.[1];
  return own !== undefined && encounter !== undefined ? own === encounter : day >= on;
}
