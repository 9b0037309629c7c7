import type { Grid } from './grid';
import { SMALLEST } from './shown';

/** Per layer, per cell: is the number hidden? Only ever set, never taken back. */
export type Hidden = boolean[][];

/** One kind of number over a whole table: `values` in the order of the arcs of its grid. */
export interface Layer {
  readonly id: string;
  readonly values: readonly number[];
  /** How much a reader misses when one of its numbers is hidden. The highest is decided on first. */
  readonly worth: number;
  /** Whether a reader is told of a hidden number that it is under five */
  readonly isClassTold: boolean;
  /** Whether that can be seen anyhow, as durations are told of five or more only; given up where nothing else helps */
  readonly isClassKnown: boolean;
}

/**
 * Tables over one grid of which each counts a part of what the next one counts, so that their differences are counts of people too:
 * not asked, undecided, nothing wrong. `complements` are the pairs (part, whole) whose difference a report speaks of.
 */
export interface Family {
  readonly grid: Grid;
  readonly layers: readonly Layer[];
  readonly complements: readonly (readonly [part: number, whole: number])[];
}

/** Layers that grow or shrink together, by the same circulation, while the others stay as they are. */
export type Together = readonly boolean[];

/** Every choice of one layer or more. */
export function togethersOf({ layers }: Family): Together[] {
  return Array.from({ length: 2 ** layers.length - 1 }, (_, choice) =>
    layers.map((__, layer) => ((choice + 1) >> layer) % 2 === 1),
  );
}

export const valueAt = ({ layers }: Family, layer: number, arc: number): number => layers[layer]?.values[arc] ?? 0;

/** Another table than the true one: per layer, per cell. */
export type Candidate = readonly Int32Array[];

export const trueTable = ({ layers }: Family): Candidate => layers.map(({ values }) => Int32Array.from(values));

/**
 * Whether layers may grow (`sign` 1) or shrink (-1) together by one in one cell of a candidate without contradicting what a reader
 * is told there: of a hidden number whether it is under five, of a hidden part of a shown whole whether it is nearly all of it, and
 * that a part is never larger than the whole.
 */
export function mayMove(
  family: Family,
  hidden: Hidden,
  candidate: Candidate,
  together: Together,
  arc: number,
  sign: 1 | -1,
): boolean {
  const { grid, layers, complements } = family;
  const isPublished = grid.arcs[arc]?.rank !== 0;
  let part = 0;
  for (let layer = 0; layer < layers.length; layer++) {
    const value = after(candidate, together, layer, arc, sign);
    if (value < part) return false;
    part = value;
    const isTold = isPublished && together[layer] && layers[layer]?.isClassTold;
    if (isTold && isSmall(value) !== isSmall(valueAt(family, layer, arc))) return false;
  }
  if (!isPublished) return true;
  for (const [one, whole] of complements) {
    const truth = valueAt(family, one, arc);
    if (!layers[one]?.isClassTold || hidden[whole]?.[arc] || isSmall(truth)) continue;
    const difference = after(candidate, together, whole, arc, sign) - after(candidate, together, one, arc, sign);
    if (isSmall(difference) !== isSmall(valueAt(family, whole, arc) - truth)) return false;
  }
  return true;
}

const after = (candidate: Candidate, together: Together, layer: number, arc: number, sign: 1 | -1): number =>
  (candidate[layer]?.[arc] ?? 0) + (together[layer] ? sign : 0);

const isSmall = (value: number): boolean => value < SMALLEST;
