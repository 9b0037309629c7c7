import { type Circulation, cheapestCirculation, isFree, moved } from './circulation';
import {
  type Candidate,
  type Family,
  type Hidden,
  type Layer,
  type Together,
  togethersOf,
  trueTable,
  valueAt,
} from './family';
import { SMALLEST } from './shown';
import { hideSmall } from './small-numbers';
import { direction, type Target, targetsOf } from './targets';

/**
 * How far from its true value a hidden number must be able to lie, up and down taken together. With 2 there are at least three
 * numbers that fit everything published: none is known, and none is known to within one.
 */
const SPREAD = 2;

export interface Protection {
  /** The family, with what a reader may be told of its hidden numbers */
  readonly family: Family;
  readonly hidden: Hidden;
}

/**
 * Decides which numbers of a family stay hidden: every small one, and as few and as unimportant others as this search finds, so
 * that for every hidden number there are complete tables that agree with everything published and hold other values there (each
 * is the true table and circulations through hidden cells only). To be told which hidden numbers are under five helps a reader, but
 * at times so much that sums must be hidden for it: then it is not told, first of the layers that are missed least.
 */
export function protect(family: Family): Protection {
  const worths = [...new Set(family.layers.map(({ worth }) => worth))].sort((a, b) => a - b);
  let best: Attempt | undefined;
  for (const silent of [0, ...worths]) {
    const found = attempt(family, ({ worth, isClassKnown }) => isClassKnown || worth > silent);
    if (found && found.loss < (best?.loss ?? Number.POSITIVE_INFINITY)) best = found;
    if (best && !best.hidesSums) return best;
  }
  best ??= attempt(family, () => false);
  if (!best) throw new Error('A table of counts cannot be protected.');
  return best;
}

interface Attempt extends Protection {
  readonly loss: number;
  /** Whether a sum of five or more had to be hidden for the sake of another number */
  readonly hidesSums: boolean;
}

function attempt(family: Family, isClassTold: (layer: Layer) => boolean): Attempt | undefined {
  const layers = family.layers.map((layer) => ({ ...layer, isClassTold: isClassTold(layer) }));
  const told = { ...family, layers };
  const hidden = hiddenIn(told);
  if (!hidden) return undefined;
  const small = hideSmall(told);
  const hidesSums = hidden.some((row, layer) =>
    row.some((isHidden, arc) => isHidden && !small[layer]?.[arc] && (told.grid.arcs[arc]?.rank ?? 0) > 1),
  );
  return { family: told, hidden, loss: lossOf(told, hidden), hidesSums };
}

/** Hiding more never takes a way to move away, so one pass is enough. Undefined where a target cannot be protected. */
function hiddenIn(family: Family): Hidden | undefined {
  const hidden = hideSmall(family);
  const choices = togethersOf(family);
  const open = targetsOf(family, hidden);
  for (let at = 0; at < open.length; at++) {
    const target = open[at];
    const changed = target ? hideFor(family, hidden, choices, target) : [];
    if (!changed) return undefined;
    open.push(...targetsOf(family, hidden, changed));
  }
  return hidden;
}

/** Hides what one target still needs; gives the cells in which something was hidden, or undefined where nothing helps. */
function hideFor(family: Family, hidden: Hidden, choices: readonly Together[], target: Target): number[] | undefined {
  const changed: number[] = [];
  for (;;) {
    const reached = ([1, -1] as const).map((way) => reach(family, hidden, choices, target, way));
    if (reached.reduce((sum, { count }) => sum + count, 0) >= SPREAD) return changed;
    const price = (together: Together) => (arc: number) => loss(family, hidden, together, arc);
    const further = reached.map(({ way, candidate }) =>
      cheapest(family, hidden, candidate, choices, target, way, price),
    );
    const [found] = further.filter((one) => one !== undefined).sort((a, b) => a.cost - b.cost);
    if (!found) return undefined;
    for (const [arc] of found.steps) {
      if (isFree(hidden, found.together, arc)) continue;
      changed.push(arc);
      found.together.forEach((moves, layer) => {
        const row = hidden[layer];
        if (moves && row) row[arc] = true;
      });
    }
  }
}

/** How far a target can move one way through what is hidden already, up to what is asked for, and a table in which it has. */
function reach(family: Family, hidden: Hidden, choices: readonly Together[], target: Target, way: 1 | -1) {
  const free = (together: Together) => (arc: number) => (isFree(hidden, together, arc) ? 0 : undefined);
  let candidate = trueTable(family);
  for (let count = 0; ; count++) {
    const next = count < SPREAD ? cheapest(family, hidden, candidate, choices, target, way, free) : undefined;
    if (!next) return { way, candidate, count };
    candidate = moved(candidate, next);
  }
}

/** The cheapest of the circulations, of any layers together, that move a target one further. */
function cheapest(
  family: Family,
  hidden: Hidden,
  candidate: Candidate,
  choices: readonly Together[],
  target: Target,
  way: 1 | -1,
  priceFor: (together: Together) => (arc: number) => number | undefined,
): Circulation | undefined {
  let best: Circulation | undefined;
  for (const together of choices) {
    const towards = direction(target, together);
    if (towards === 0 || best?.cost === 0) continue;
    const step = [target.arc, towards === way ? 1 : -1] as const;
    best = cheapestCirculation(family, hidden, candidate, together, step, priceFor(together), best?.cost) ?? best;
  }
  return best;
}

/** What a reader misses: sums weigh more than months, and large numbers more than small ones. */
const WEIGHT_OF_RANK = [0, 1, 4, 40] as const;

/** How much of the worth of a number it is to be told at least that it is under five */
const WORTH_OF_CLASS = 0.25;

function weight({ grid, layers }: Family, layer: number, arc: number): number {
  const { worth = 0, values = [] } = layers[layer] ?? {};
  return WEIGHT_OF_RANK[grid.arcs[arc]?.rank ?? 0] * worth * (1 + Math.log10(1 + (values[arc] ?? 0)));
}

/** What it costs to hide the layers that move in one more cell. */
const loss = (family: Family, hidden: Hidden, together: Together, arc: number): number =>
  together.reduce((sum, moves, layer) => (moves && !hidden[layer]?.[arc] ? sum + weight(family, layer, arc) : sum), 0);

/** What a reader misses in all. */
function lossOf(family: Family, hidden: Hidden): number {
  let sum = 0;
  hidden.forEach((row, layer) => {
    row.forEach((isHidden, arc) => {
      const isClassKnown = family.layers[layer]?.isClassTold && valueAt(family, layer, arc) < SMALLEST;
      if (isHidden) sum += weight(family, layer, arc) * (isClassKnown ? 1 - WORTH_OF_CLASS : 1);
    });
  });
  return sum;
}
