import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COUNTED, type Figures, SETTINGS, type Setting, STEPS } from '../figures';
import { figuresForTests } from '../suppress/figures-for-tests';
import { addMonths } from '../suppress/rows';
import { suppress } from '../suppress/suppress';
import { Attack, type Bounds, narrow, nestedIn, reduced } from './attacker-for-tests';
import { csv, HEADER } from './csv';
import { measureReports } from './measure-report';
import { page } from './page';
import { fromCsv, fromMeasureReport, fromPage, type Knowledge } from './read-back-for-tests';

const SEED = process.env.SEED ? Number(process.env.SEED) : randomInt(2 ** 31);
const DECISION_DAYS = 14;
/** Fewer values than this left open would be too tight. */
const LEAST_OPEN = 3;

const population: fc.Arbitrary<Figures> = fc
  .record({
    months: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 58, max: 66 })),
    contacts: fc.dictionary(
      fc.constantFrom(...SETTINGS),
      fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 20, max: 90 }),
      ),
      { minKeys: 1, maxKeys: 6 },
    ),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
  })
  .map(({ months, contacts, seed }) =>
    figuresForTests({ months, contacts: contacts as Partial<Record<Setting, number>>, seed }),
  );

/** Cells as they come, whether or not they could be true of one service. */
const anything: fc.Arbitrary<Figures> = fc
  .record({
    months: fc.array(fc.integer({ min: 0, max: 26 }), { minLength: 1, maxLength: 5 }),
    settings: fc.subarray(['emergency', 'gp', 'unknown'] as const, { minLength: 1 }),
    numbers: fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })), {
      minLength: 40,
      maxLength: 80,
    }),
  })
  .map(({ months, settings, numbers }) => {
    let drawn = 0;
    const draw = (): number => numbers[drawn++ % numbers.length] ?? 0;
    const places = [...new Set(months)].flatMap((age) =>
      settings.map((setting) => ({ month: addMonths('2026-11', -age), setting })),
    );
    return {
      asOf: '2026-11-24',
      counts: COUNTED.flatMap((measure) =>
        places.map((place) => {
          const numerator = draw();
          return { measure, ...place, numerator, denominator: numerator + draw() };
        }),
      ),
      entries: STEPS.flatMap((step) => places.map((place) => ({ step, ...place, entries: draw() }))),
      spreads: places.map(({ month, setting }) => ({ when: month, setting, count: draw(), q1: 1, median: 2, q3: 3 })),
      funnel: [],
      leftOut: [],
    };
  });

/** Everything that the files of a report say. Whatever any of them tells is known. */
function readBack(figures: Figures): { told: Knowledge; percents: Map<string, string>; files: number } {
  const published = suppress(figures);
  const { told, percents } = fromCsv(csv(published));
  const others = [
    ...measureReports(published).map((report) => fromMeasureReport(JSON.parse(JSON.stringify(report)))),
    fromPage(page('nl', published, { decisionDays: DECISION_DAYS }), DECISION_DAYS),
  ];
  for (const other of others)
    for (const [name, value] of other) {
      if (typeof value === 'number' && told.get(name) !== value)
        throw new Error(`${name}: ${told.get(name)} or ${value}`);
    }
  return { told, percents, files: others.length + 1 };
}

function isSmallDifference(name: string): boolean {
  return name.startsWith('complement') || name.startsWith('difference');
}

test('nothing that is kept back can be recovered from the files of a report', () => {
  let [reports, hidden, equations, exact, smallest] = [0, 0, 0, 0, Number.POSITIVE_INFINITY];
  fc.assert(
    fc.property(fc.oneof(population, anything), (figures) => {
      const { told, percents } = readBack(figures);
      for (const value of told.values()) if (typeof value === 'number') expect(value).toBeGreaterThanOrEqual(5);
      const attack = new Attack(told, percents, nestedIn(figures));
      const rows = reduced(attack.equations);
      const bounds = narrow([...attack.equations, ...rows], attack.bounds);
      const given = rows.filter(({ terms }) => terms.size === 1).map(({ terms }) => [...terms.keys()][0] ?? '');
      const recovered = new Set(given);
      for (const name of attack.unknowns()) {
        const { low, high } = bounds.get(name) as Bounds;
        if (isSmallDifference(name) && low >= 5) continue;
        if (isSmallDifference(name) && !isHiddenDifference(name, told)) {
          expect([name, low >= 5]).toEqual([name, true]);
          continue;
        }
        hidden++;
        const open = high - low + 1;
        smallest = Math.min(smallest, open);
        if (recovered.has(name) || open < LEAST_OPEN)
          expect([name, low, high]).toEqual([name, 'kept open', 'by three']);
      }
      reports++;
      equations += attack.equations.length;
      exact += rows.length;
    }),
    { seed: SEED, numRuns: Number(process.env.RUNS ?? 25) },
  );
  console.log(
    `${reports} reports, ${hidden} numbers kept back, ${equations} equations (rank ${exact}): none recovered, at least ${smallest} values left for each; SEED=${SEED}`,
  );
});

/** What the attacker gets out of a CSV in which only small numbers are hidden. */
function attackOn(lines: readonly string[]): Map<string, Bounds> {
  const { told, percents } = fromCsv([HEADER, ...lines].join('\r\n'));
  const attack = new Attack(told, percents, () => true);
  return narrow([...attack.equations, ...reduced(attack.equations)], attack.bounds);
}
const line = (period: string, setting: string, numerator: string, denominator: string, percent = 'hidden') =>
  `asked-rate,,${period},${setting},,${numerator},${denominator},${percent},,,,`;
const totals = ['current', 'all'].map((period) => line(period, 'all', '30', '60', '50'));

test('the attacker finds a small number that is the rest of a sum', () => {
  const bounds = attackOn([
    line('2026-11', 'all', '30', '60', '50'),
    ...totals,
    ...['current', 'all'].flatMap((period) => [
      line(period, 'gp', '27', '50', '54'),
      line(period, 'welfare', '<5', '10'),
    ]),
  ]);
  expect(bounds.get('asked-rate numerator current welfare')).toEqual({ low: 3, high: 3 });
});

test('the attacker finds two small numbers that their sum leaves no choice', () => {
  const bounds = attackOn([
    line('2026-10', 'all', '<5', '30'),
    line('2026-11', 'all', '<5', '30'),
    ...['current', 'all'].map((period) => line(period, 'all', '8', '60', '13')),
  ]);
  expect(bounds.get('asked-rate numerator 2026-10 all')).toEqual({ low: 4, high: 4 });
});

test('the attacker finds a numerator by its percentage, and a past year by the difference of two sums', () => {
  const betrayed = attackOn(['2026-11', 'current', 'all'].map((period) => line(period, 'all', 'hidden', '60', '30')));
  expect(betrayed.get('asked-rate numerator 2026-11 all')).toEqual({ low: 18, high: 18 });
  const past = attackOn([
    line('2025-11', 'all', '<5', '20'),
    line('2026-11', 'all', '30', '60', '50'),
    line('previous', 'all', '<5', '20'),
    line('current', 'all', '30', '60', '50'),
    line('all', 'all', '32', '80', '40'),
  ]);
  expect(past.get('asked-rate numerator 2025-11 all')).toEqual({ low: 2, high: 2 });
});

/** A difference is told when both of its numbers are; then it must not be small. */
function isHiddenDifference(name: string, told: Knowledge): boolean {
  const [, part = '', whole = '', place = ''] =
    /^\S+ of (\S+ \S+) and (\S+ (?:numerator|denominator|count)) (.*)$/.exec(name) ?? [];
  return typeof told.get(`${part} ${place}`) !== 'number' || typeof told.get(`${whole} ${place}`) !== 'number';
}
