import { COUNTED, type Figures, SETTINGS, type Setting, TIMED } from '../figures';
import type { Family } from './family';
import { type Grid, gridOf, sumsOf } from './grid';
import { type Rows, rowsOf } from './rows';

/** Names of layers: `asked-rate numerator`, `time-to-ask count`, `step-4 entries`. */
type LayerId = string;

/**
 * Which counts are parts of which, smallest first, with how much a reader misses each. Who was asked is among those with an entry of
 * step 1, and those are among the contacts; a gut feeling with reasons is one of the entries of step 2, and so on.
 */
const CHAINS: readonly (readonly (readonly [LayerId, number])[])[] = [
  [
    ['asked-rate numerator', 4],
    ['time-to-ask count', 1],
    ['asked-rate denominator', 5],
  ],
  [
    ['childrens-data numerator', 4],
    ['childrens-data denominator', 5],
  ],
  [
    ['childcare-answered numerator', 4],
    ['childcare-answered denominator', 5],
  ],
  [
    ['reasons-present numerator', 3],
    ['reasons-present denominator', 4],
    ['step-2 entries', 1],
  ],
  [
    ['decision-in-time numerator', 4],
    ['decision-in-time denominator', 5],
  ],
  [
    ['follow-through numerator', 3],
    ['follow-through denominator', 4],
    ['advice-use denominator', 2],
    ['step-4 entries', 1],
  ],
  [['advice-use numerator', 4]],
  [['step-1 entries', 4]],
  [['step-3 entries', 4]],
  [['step-5 entries', 4]],
  [['step-6 entries', 4]],
];

type Leaves = ReadonlyMap<LayerId, ReadonlyMap<string, number>>;

/** What each month (as `rows` has them) and setting holds of each layer. */
function leavesOf(figures: Figures, rows: Rows): Leaves {
  const leaves = new Map<LayerId, Map<string, number>>();
  const add = (layer: LayerId, month: string, setting: Setting, count: number): void => {
    const cells = leaves.get(layer) ?? new Map<string, number>();
    leaves.set(layer, cells);
    const cell = `${rows.leafOf(month)} ${setting}`;
    cells.set(cell, (cells.get(cell) ?? 0) + count);
  };
  for (const { measure, month, setting, numerator, denominator } of figures.counts) {
    add(`${measure} numerator`, month, setting, numerator);
    add(`${measure} denominator`, month, setting, denominator);
  }
  for (const { when, setting, count } of figures.spreads)
    if (isMonth(when) && setting !== 'all') add('time-to-ask count', when, setting, count);
  for (const { step, month, setting, entries } of figures.entries) add(`step-${step} entries`, month, setting, entries);
  return leaves;
}

const isMonth = (when: string): boolean => /^\d{4}-\d{2}$/.test(when);

/** The rows that all tables of a report have in common. */
export const rowsOfFigures = ({ asOf, counts, entries, spreads }: Figures): Rows =>
  rowsOf(asOf, [
    ...[...counts, ...entries].map(({ month }) => month),
    ...spreads.map(({ when }) => when).filter(isMonth),
  ]);

/** All counts that may be added up, in families. A chain that these figures do not keep to is taken apart into its measures. */
export function familiesOf(figures: Figures, rows: Rows): Family[] {
  const leaves = leavesOf(figures, rows);
  const inUse = settingsIn(leaves, [...leaves.keys()]);
  return CHAINS.flatMap((chain) => (isNested(leaves, chain) ? [chain] : apart(chain))).map((chain) => {
    const names = chain.map(([layer]) => layer);
    const settings = settingsIn(leaves, [...names, ...(names.some(isOfAdvice) ? withAdvice : [])]);
    const grid = gridOf(rows, settings.length > 0 ? settings : inUse.length > 0 ? inUse : ['unknown']);
    const layers = chain.map(([id, worth]) => ({
      id,
      worth,
      isClassTold: true,
      isClassKnown: id.startsWith(TIMED),
      values: valuesOf(leaves, grid, rows, id),
    }));
    const complements = COUNTED.map(
      (measure) => [names.indexOf(`${measure} numerator`), names.indexOf(`${measure} denominator`)] as const,
    ).filter(([part, whole]) => part >= 0 && whole >= 0);
    return { grid, layers, complements };
  });
}

const isOfAdvice = (layer: LayerId): boolean => layer.startsWith('advice-use ');

/** The two numbers of a ratio stand side by side, so their tables have the same settings. */
const withAdvice = CHAINS.filter((chain) => chain.some(([layer]) => isOfAdvice(layer))).flatMap((chain) =>
  chain.map(([layer]) => layer),
);

const valuesOf = (leaves: Leaves, grid: Grid, rows: Rows, layer: LayerId): number[] =>
  sumsOf(grid, rows, (when, setting) => leaves.get(layer)?.get(`${when} ${setting}`) ?? 0);

const settingsIn = (leaves: Leaves, layers: readonly LayerId[]): Setting[] =>
  SETTINGS.filter((setting) =>
    layers.some((layer) =>
      [...(leaves.get(layer) ?? [])].some(([cell, count]) => count > 0 && cell.endsWith(` ${setting}`)),
    ),
  );

function isNested(leaves: Leaves, chain: readonly (readonly [LayerId, number])[]): boolean {
  return chain.every(([part], index) => {
    const whole = chain[index + 1]?.[0];
    return (
      whole === undefined ||
      [...(leaves.get(part) ?? [])].every(([cell, count]) => count <= (leaves.get(whole)?.get(cell) ?? 0))
    );
  });
}

/** Numerator and denominator of a measure stay together; every other layer stands by itself. */
function apart(chain: (typeof CHAINS)[number]): (typeof CHAINS)[number][] {
  const measures = COUNTED.map((measure) => chain.filter(([layer]) => layer.startsWith(`${measure} `)));
  const others = chain.filter(([layer]) => !COUNTED.some((measure) => layer.startsWith(`${measure} `)));
  return [...measures.filter((layers) => layers.length > 0), ...others.map((layer) => [layer])];
}
