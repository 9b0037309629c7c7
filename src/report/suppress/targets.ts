import { type Family, type Hidden, type Together, valueAt } from './family';
import { SMALLEST } from './shown';

/** What must not be found out in one cell: a hidden number, or (with `part`) a small difference between two layers. */
export interface Target {
  readonly arc: number;
  readonly whole: number;
  readonly part?: number;
}

/** Every hidden number, and every difference under five that its two numbers do not show. Sums come first, months last. */
export function targetsOf(family: Family, hidden: Hidden, among = [...family.grid.arcs.keys()]): Target[] {
  const published = among.filter((arc) => family.grid.arcs[arc]?.rank !== 0);
  const found = published.flatMap((arc) =>
    family.layers.flatMap((_, whole): Target[] => [
      ...(hidden[whole]?.[arc] ? [{ arc, whole }] : []),
      ...family.layers.slice(0, whole).flatMap((__, part): Target[] => {
        const difference = valueAt(family, whole, arc) - valueAt(family, part, arc);
        return difference < SMALLEST && (hidden[whole]?.[arc] || hidden[part]?.[arc]) ? [{ arc, whole, part }] : [];
      }),
    ]),
  );
  return found.sort((a, b) => rank(family, b) - rank(family, a));
}

const rank = ({ grid }: Family, { arc }: Target): number => grid.arcs[arc]?.rank ?? 0;

/** Which way a target goes when layers grow together: up, down, or not at all. */
export function direction({ whole, part }: Target, together: Together): 1 | -1 | 0 {
  const ofWhole = together[whole] ? 1 : 0;
  if (part === undefined) return ofWhole;
  if (Boolean(together[part]) === Boolean(together[whole])) return 0;
  return together[whole] ? 1 : -1;
}
