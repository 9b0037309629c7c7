import { expect, test } from 'vitest';
import { figuresOf } from '../../src/report/engine';
import { COUNTED, SETTINGS, STEPS } from '../../src/report/figures';
import { cellsOf, differences } from './cells';
import { cases, type Population } from './generate/generate';
import { SERVICES } from './generate/story';
import { withExport } from './population-for-tests';
import { slowFigures } from './slow/figures';

/** Sizes, days and amounts of mistakes that make every figure and every reason occur. */
const POPULATIONS: readonly Population[] = [
  { seed: 1, entries: 300, asOf: '2026-11-24', trouble: 0 },
  { seed: 2, entries: 300, asOf: '2026-11-24', trouble: 0.4 },
  { seed: 3, entries: 400, asOf: '2026-03-01', trouble: 0.1, gzip: true },
  { seed: 4, entries: 600, asOf: '2026-02-28', trouble: 0.05 },
  { seed: 5, entries: 800, asOf: '2026-12-31', trouble: 0.2, files: 1 },
  { seed: 6, entries: 1000, asOf: '2026-06-15', trouble: 0.3 },
  { seed: 7, entries: 1500, asOf: '2026-01-01', trouble: 0.02 },
  { seed: 8, entries: 2000, asOf: '2027-10-31', trouble: 0.1 },
  { seed: 9, entries: 2500, asOf: '2024-03-31', trouble: 0.15 },
  { seed: 10, entries: 3000, asOf: '2026-11-24', trouble: 0.08, files: 5 },
];

/** Names of cells that were compared, and how many cells there were. */
const seen = new Set<string>();
let compared = 0;

test.each(POPULATIONS)('population $seed: $entries entries, mistakes $trouble', async (population) => {
  const told = [...cases(population)];
  await withExport(told, population, async ({ connection, keyOf, leftOut }) => {
    for (const service of [undefined, ...SERVICES])
      for (const decisionDays of service ? [14] : [14, 3]) {
        const asked = { asOf: population.asOf, decisionDays };
        const fast = await figuresOf(connection, {
          ...asked,
          ...(service ? { service: keyOf(`Organization/${service}`) } : {}),
        });
        const slow = cellsOf(slowFigures(told, { ...asked, ...(service ? { service } : {}) }));
        expect(leftOut).toEqual([]);
        expect(differences(cellsOf(fast), slow)).toEqual([]);
        expect(slow.size).toBeGreaterThan(100);
        compared += slow.size;
        for (const [name, value] of slow) if (value > 0) seen.add(name.replace(/ \d{4}-\d\d /, ' '));
      }
  });
});

/** What must have occurred, or the populations would prove nothing about it. */
const REASONS = [
  'after-as-of',
  'age-unknown',
  'corrected',
  'decision-still-running',
  'duplicate',
  'in-error',
  'no-authored',
  'no-client',
  'no-day',
  'no-start',
  'not-finished',
  'other-service',
  'unknown-client',
  'unknown-questionnaire',
  'withdrawal',
];

test('the populations hold every figure, setting and reason', () => {
  const named = (start: string) =>
    [...seen].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  expect(named('left out: ').sort()).toEqual(REASONS);
  for (const measure of COUNTED) {
    expect(named(`${measure} `)).toEqual(expect.arrayContaining(['gp numerator', 'unknown denominator']));
  }
  for (const setting of SETTINGS) expect(seen).toContain(`time-to-ask ${setting} median`);
  for (const step of STEPS)
    for (const period of ['current', 'previous', 'all']) expect(seen).toContain(`funnel ${period} ${step}`);
  console.log(`${compared} cells of figures computed twice and equal`);
});
