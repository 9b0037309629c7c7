import { type Candidate, type Family, type Hidden, mayMove, type Together } from './family';

/** One unit more or less in a cell */
type Step = readonly [arc: number, sign: 1 | -1];

/** A circulation: steps that leave every sum as it is, in all of the layers that move together. */
export interface Circulation {
  readonly together: Together;
  readonly steps: readonly Step[];
  readonly cost: number;
}

/** Whether every layer that moves is hidden in a cell. */
export const isFree = (hidden: Hidden, together: Together, arc: number): boolean =>
  together.every((moves, layer) => !moves || hidden[layer]?.[arc]);

/** The candidate after a circulation. */
export const moved = (candidate: Candidate, { together, steps }: Circulation): Candidate =>
  candidate.map((values, layer) => {
    const next = values.slice();
    if (together[layer]) for (const [arc, sign] of steps) next[arc] = (next[arc] ?? 0) + sign;
    return next;
  });

/**
 * The cheapest circulation that moves the target by one, or undefined where there is none (Dijkstra from one end of its arc to the
 * other). `priceOf` says what it costs to let a cell change; undefined: it may not. What costs `limit` or more is not
 * looked for.
 */
export function cheapestCirculation(
  family: Family,
  hidden: Hidden,
  candidate: Candidate,
  together: Together,
  [target, sign]: Step,
  priceOf: (arc: number) => number | undefined,
  limit = Number.POSITIVE_INFINITY,
): Circulation | undefined {
  const { grid } = family;
  const cell = grid.arcs[target];
  const own = priceOf(target);
  if (!cell || own === undefined || !mayMove(family, hidden, candidate, together, target, sign)) return undefined;

  const [start, goal] = sign === 1 ? [cell.to, cell.from] : [cell.from, cell.to];
  const cost = new Float64Array(grid.nodes).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(grid.nodes);
  const came: { step: Step; from: number }[] = [];
  cost[start] = 0;
  for (let at = nearest(cost, done); at !== goal; at = nearest(cost, done)) {
    if (at === undefined || own + (cost[at] ?? 0) >= limit) return undefined;
    done[at] = 1;
    const visit = (step: Step, from: number, to: number): void => {
      if (step[0] === target || done[to]) return;
      const total = (cost[from] ?? 0) + (priceOf(step[0]) ?? Number.POSITIVE_INFINITY);
      if (total >= (cost[to] ?? 0) || !mayMove(family, hidden, candidate, together, step[0], step[1])) return;
      cost[to] = total;
      came[to] = { step, from };
    };
    for (const arc of grid.leaving[at] ?? []) visit([arc, 1], at, grid.arcs[arc]?.to ?? 0);
    for (const arc of grid.entering[at] ?? []) visit([arc, -1], at, grid.arcs[arc]?.from ?? 0);
  }
  const steps: Step[] = [[target, sign]];
  for (let last = came[goal]; last; last = last.from === start ? undefined : came[last.from]) steps.push(last.step);
  return { together, steps, cost: own + (cost[goal] ?? 0) };
}

function nearest(cost: Float64Array, done: Uint8Array): number | undefined {
  let best: number | undefined;
  for (let at = 0; at < cost.length; at++)
    if (!done[at] && (cost[at] ?? 0) < (best === undefined ? Number.POSITIVE_INFINITY : (cost[best] ?? 0))) best = at;
  return best;
}
