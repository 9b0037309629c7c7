import {
  COUNTED,
  type CountCell,
  type EntryCell,
  type Figures,
  type Setting,
  type SpreadCell,
  STEPS,
} from '../figures';
import { addMonths } from './rows';

/** How many contacts a month, about, in each setting; how fast the asked rate grows, and how sure the counts are. */
export interface Population {
  readonly months: number;
  readonly contacts: Partial<Record<Setting, number>>;
  readonly seed: number;
}

const ASKED = 'asked-rate';

/** Of each hundred contacts, about: units of a measure and of those the part that counts; entries of a step. */
const SHARES: Readonly<Record<(typeof COUNTED)[number], readonly [units: number, good: number]>> = {
  'asked-rate': [100, 58],
  'childrens-data': [42, 66],
  'childcare-answered': [12, 71],
  'reasons-present': [7, 84],
  'decision-in-time': [4, 62],
  'follow-through': [2.4, 77],
  'advice-use': [3, 55],
};
const ENTRIES = { 1: 66, 2: 30, 3: 24, 4: 4, 5: 2.6, 6: 0.7 } as const;

/** Small and repeatable: the same seed gives the same figures. */
function random(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Figures as a service could have them up to November 2026: nested as real ones are, small in small settings, zero at times. */
export function figuresForTests({ months, contacts, seed }: Population): Figures {
  const next = random(seed);
  const draw = (mean: number): number => {
    let count = 0;
    for (let left = Math.exp(-Math.min(mean, 500)), chance = next(); chance > left; chance *= next()) count++;
    return count;
  };
  const some = (of: number, share: number): number => {
    let count = 0;
    for (let unit = 0; unit < of; unit++) if (next() < share) count++;
    return count;
  };
  const counts: CountCell[] = [];
  const entries: EntryCell[] = [];
  const spreads: SpreadCell[] = [];
  const add = (
    measure: CountCell['measure'],
    month: string,
    setting: Setting,
    numerator: number,
    denominator: number,
  ) => {
    if (denominator > 0 || numerator > 0) counts.push({ measure, month, setting, numerator, denominator });
  };
  const totals = new Map<string, number>();
  for (let age = months - 1; age >= 0; age--) {
    const month = addMonths('2026-11', -age);
    const growth = 1 - age / (months * 1.6);
    const when = [month, age < 12 ? 'current' : age < 24 ? 'previous' : '', 'all'].filter(Boolean);
    for (const [setting, mean] of Object.entries(contacts) as [Setting, number][]) {
      const seen = draw(mean);
      const tried = some(seen, 0.82 * growth);
      add(ASKED, month, setting, some(tried, 0.86), seen);
      for (const row of when)
        for (const place of [setting, 'all'])
          totals.set(`${row} ${place}`, (totals.get(`${row} ${place}`) ?? 0) + tried);
      const step4 = draw((mean * ENTRIES[4]) / 100);
      const doubtful = some(step4, 0.8);
      const alarming = some(doubtful, 0.75);
      const step2 = draw((mean * ENTRIES[2]) / 100);
      const gut = some(step2, 0.24);
      for (const measure of COUNTED) {
        const [units, good] = SHARES[measure];
        if (measure === 'reasons-present') add(measure, month, setting, some(gut, good / 100), gut);
        else if (measure === 'follow-through') add(measure, month, setting, some(alarming, good / 100), alarming);
        else if (measure === 'advice-use') add(measure, month, setting, draw(doubtful * (good / 100)), doubtful);
        else if (measure === 'childcare-answered' && setting !== 'inpatient') continue;
        else if (measure !== ASKED) {
          const denominator = draw((mean * units) / 100);
          add(measure, month, setting, some(denominator, (good / 100) * growth), denominator);
        }
      }
      for (const step of STEPS) {
        const count = step === 4 ? step4 : step === 2 ? step2 : draw((mean * ENTRIES[step]) / 100);
        if (count > 0) entries.push({ step, month, setting, entries: count });
      }
    }
  }
  for (const [cell, count] of totals) {
    const [when = '', setting = 'all'] = cell.split(' ');
    const median = 14 + next() * 30;
    const spread = { when, setting: setting as SpreadCell['setting'], count, q1: median / 3, median, q3: median * 2.2 };
    if (count > 0) spreads.push(spread);
  }
  const funnel = (['current', 'previous', 'all'] as const).flatMap((period) =>
    STEPS.map((step) => {
      const within = entries.filter((cell) => cell.step === step && isIn(cell.month, period));
      return {
        period,
        step,
        clients: Math.round(within.reduce((sum, cell) => sum + cell.entries, 0) * (step === 1 ? 0.7 : 0.6)),
      };
    }),
  );
  return { asOf: '2026-11-24', counts, entries, spreads, funnel, leftOut: LEFT_OUT };
}

const isIn = (month: string, period: 'current' | 'previous' | 'all'): boolean =>
  period === 'all' || (period === 'current' ? month > '2025-11' : month > '2024-11' && month <= '2025-11');

const LEFT_OUT = [
  { reason: 'duplicate', count: 214 },
  { reason: 'in-error', count: 31 },
  { reason: 'corrected', count: 47 },
  { reason: 'age-unknown', count: 3 },
  { reason: 'decision-still-running', count: 6 },
];
