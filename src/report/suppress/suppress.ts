import { COUNTED, type Figures, type FunnelCell, type SpreadCell, STEPS, type Step } from '../figures';
import { familiesOf, rowsOfFigures } from './families';
import type { When, Where } from './grid';
import { type Protection, protect } from './protect';
import type { CountedId, FunnelStep, Published, Share, Spread, Table } from './published';
import { ENOUGH_FOR_A_BOUND, type Shown, SMALLEST } from './shown';

interface Protected extends Protection {
  readonly layer: number;
}

/** What stands behind a cell; it decides how the cell is shown and goes no further. */
interface Raw {
  readonly value: number;
  readonly isClassTold: boolean;
}

const shownAlone = (value: number): Shown => (value < SMALLEST ? 'under-five' : value);

/**
 * What may be published of a service's figures: no number under five, no complement under five, and nothing from which one of
 * them, or a number that was kept back to protect it, could be worked out or be narrowed down to fewer than three values.
 */
export function suppress(figures: Figures): Published {
  const rows = rowsOfFigures(figures);
  const layers = new Map<string, Protected>();
  for (const protection of familiesOf(figures, rows).map(protect))
    protection.family.layers.forEach(({ id }, layer) => {
      layers.set(id, { ...protection, layer });
    });
  return {
    asOf: figures.asOf,
    rows,
    hasTooFewEntries: figures.entries.reduce((sum, cell) => sum + cell.entries, 0) < SMALLEST,
    shares: Object.fromEntries(COUNTED.map((id) => [id, sharesOf(layers, id)])) as Record<CountedId, Table<Share>>,
    spreads: spreadsOf(layers, figures.spreads),
    entries: Object.fromEntries(
      STEPS.map((step) => [step, tableOf(layers, `step-${step} entries`, (shown) => shown)]),
    ) as Record<Step, Table<Shown>>,
    funnel: STEPS.map((step) => funnelStep(figures.funnel, step, rows.parts.includes('previous'))),
    leftOut: figures.leftOut.map(({ reason, count }) => ({ reason, count: shownAlone(count) })),
  };
}

function tableOf<Cell>(
  layers: ReadonlyMap<string, Protected>,
  id: string,
  cellOf: (shown: Shown, raw: Raw, when: When, where: Where) => Cell,
): Table<Cell> {
  const found = layers.get(id);
  if (!found) throw new Error(`There is no table of ${id}.`);
  const { family, layer, hidden } = found;
  const { grid, layers: all } = family;
  const settings = [...new Set(grid.arcs.flatMap(({ where }) => (where === 'all' ? [] : [where])))];
  return {
    settings,
    cell: (when, where) => {
      const arc = grid.at(when, where);
      if (arc === undefined || grid.arcs[arc]?.rank === 0) return undefined;
      const value = all[layer]?.values[arc] ?? 0;
      const raw = { value, isClassTold: all[layer]?.isClassTold === true };
      const shown = hidden[layer]?.[arc] ? (value < SMALLEST && raw.isClassTold ? 'under-five' : 'hidden') : value;
      return cellOf(shown, raw, when, where);
    },
  };
}

function sharesOf(layers: ReadonlyMap<string, Protected>, id: CountedId): Table<Share> {
  const whole = tableOf(layers, `${id} denominator`, (shown) => shown);
  return tableOf(layers, `${id} numerator`, (shown, { value, isClassTold }, when, where): Share => {
    const denominator = whole.cell(when, where) ?? 'hidden';
    const mayTell =
      id !== 'advice-use' &&
      isClassTold &&
      shown === 'hidden' &&
      typeof denominator === 'number' &&
      denominator >= ENOUGH_FOR_A_BOUND;
    return { numerator: mayTell && denominator - value < SMALLEST ? 'nearly-all' : shown, denominator };
  });
}

function spreadsOf(layers: ReadonlyMap<string, Protected>, spreads: readonly SpreadCell[]): Table<Spread> {
  const found = new Map(spreads.map((cell) => [`${cell.when} ${cell.setting}`, cell]));
  return tableOf(layers, 'time-to-ask count', (count, raw, when, where): Spread => {
    const cell = found.get(`${when} ${where}`);
    if (!cell || raw.value < SMALLEST || (count === 'hidden' && !raw.isClassTold)) return { count };
    const [q1, median, q3] = [Math.round(cell.q1), Math.round(cell.median), Math.round(cell.q3)];
    return { count, quartiles: { q1, median, q3 } };
  });
}

function funnelStep(funnel: readonly FunnelCell[], step: Step, hasPrevious: boolean): FunnelStep {
  const clients = (period: FunnelCell['period']): Shown =>
    shownAlone(funnel.find((cell) => cell.step === step && cell.period === period)?.clients ?? 0);
  return { step, current: clients('current'), ...(hasPrevious ? { previous: clients('previous') } : {}) };
}
