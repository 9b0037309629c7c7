import { type Family, type Hidden, valueAt } from './family';
import { SMALLEST } from './shown';

/**
 * Hides months by setting, which no report shows, and what is small by itself: every number under five, and in each cell of two numbers that differ by less than five the one
 * that a reader misses least.
 */
export function hideSmall(family: Family): Hidden {
  const { grid, layers } = family;
  const hidden: Hidden = layers.map(() => grid.arcs.map(() => true));
  const byWorth = layers.map((_, layer) => layer).sort((a, b) => (layers[b]?.worth ?? 0) - (layers[a]?.worth ?? 0));
  for (const [arc, { rank }] of grid.arcs.entries()) {
    if (rank === 0) continue;
    const shown: number[] = [];
    for (const layer of byWorth) {
      const value = valueAt(family, layer, arc);
      if (value < SMALLEST || shown.some((other) => Math.abs(value - other) < SMALLEST)) continue;
      shown.push(value);
      const row = hidden[layer];
      if (row) row[arc] = false;
    }
  }
  return hidden;
}
