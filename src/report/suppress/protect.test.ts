import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Family } from './family';
import { gridOf, sumsOf } from './grid';
import { type Protection, protect } from './protect';
import { rowsOf } from './rows';

const SEED = process.env.SEED ? Number(process.env.SEED) : randomInt(2 ** 31);
const ROWS = rowsOf('2026-11-24', ['2026-10']);
const SETTINGS = ['emergency', 'inpatient'] as const;
const GRID = gridOf(ROWS, SETTINGS);
/** Larger numbers than these, and than three above the true ones, are not tried: more of them could only leave more open. */
const MOST = 15;
const ABOVE = 3;

type Leaf = readonly [part: number, rest: number];

/** A numerator and a denominator over two months and two settings. */
function familyOf(leaves: readonly Leaf[]): Family {
  const places = ROWS.leaves.flatMap(({ id }) => SETTINGS.map((setting) => `${id} ${setting}`));
  const at = (when: string, setting: string): Leaf => leaves[places.indexOf(`${when} ${setting}`)] ?? [0, 0];
  const layer = (id: string, worth: number, value: (leaf: Leaf) => number) => ({
    id,
    worth,
    isClassTold: true,
    isClassKnown: false,
    values: sumsOf(GRID, ROWS, (when, setting) => value(at(when, setting))),
  });
  return {
    grid: GRID,
    layers: [layer('numerator', 4, ([part]) => part), layer('denominator', 5, ([part, rest]) => part + rest)],
    complements: [[0, 1]],
  };
}

/** The margins that are published in a table of two months and two settings. */
const PLACES = ['2026-10 all', '2026-11 all', 'all emergency', 'all inpatient', 'all all'] as const;

const valuesAt = ({ family: { grid, layers } }: Protection, layer: number): number[] =>
  PLACES.map((place) => {
    const [when = '', where] = place.split(' ');
    return layers[layer]?.values[grid.at(when, where as 'all') ?? -1] ?? 0;
  });

/** Every table of one layer with small numbers, as its margins. */
const MARGINS: readonly (readonly number[])[] = Array.from({ length: MOST + 1 }, (_, first) =>
  Array.from({ length: MOST + 1 }, (__, second) =>
    Array.from({ length: first + second + 1 }, (___, one) => [
      first,
      second,
      one,
      first + second - one,
      first + second,
    ]),
  ).flat(),
).flat();

/** All values that each hidden number has in some table that agrees with what is published: nothing is left to cleverness. */
function openValues(protection: Protection): Map<string, Set<number>> {
  const { family, hidden } = protection;
  const truth = [valuesAt(protection, 0), valuesAt(protection, 1)];
  const isHidden = (layer: number, place: number): boolean => {
    const [when = '', where] = PLACES[place]?.split(' ') ?? [];
    return hidden[layer]?.[family.grid.at(when, where as 'all') ?? -1] === true;
  };
  const agrees = (layer: number, values: readonly number[]): boolean =>
    values.every((value, place) => {
      const real = truth[layer]?.[place] ?? 0;
      if (value > real + ABOVE) return false;
      return isHidden(layer, place) ? !family.layers[layer]?.isClassTold || value < 5 === real < 5 : value === real;
    });
  const parts = MARGINS.filter((values) => agrees(0, values));
  const wholes = MARGINS.filter((values) => agrees(1, values));
  const found = new Map<string, Set<number>>();
  const note = (name: string, value: number): void => {
    found.set(name, (found.get(name) ?? new Set()).add(value));
  };
  for (const part of parts)
    for (const whole of wholes) {
      if (part.some((value, place) => value > (whole[place] ?? 0))) continue;
      PLACES.forEach((place, index) => {
        if (isHidden(0, index)) note(`numerator ${place}`, part[index] ?? 0);
        if (isHidden(1, index)) note(`denominator ${place}`, whole[index] ?? 0);
        if (isHidden(0, index) || isHidden(1, index))
          note(`complement ${place}`, (whole[index] ?? 0) - (part[index] ?? 0));
      });
    }
  return found;
}

test('in small tables, trying every possible table leaves three values or more for every hidden number', () => {
  const leaf = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
  let [tables, hidden] = [0, 0];
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 4, maxLength: 4 }), (leaves) => {
      const open = openValues(protect(familyOf(leaves)));
      tables++;
      hidden += open.size;
      const truth = protect(familyOf(leaves));
      for (const [name, values] of open) {
        const [what, ...place] = name.split(' ');
        const index = PLACES.indexOf(place.join(' ') as 'all all');
        const [part = 0, whole = 0] = [valuesAt(truth, 0)[index], valuesAt(truth, 1)[index]];
        if (what === 'complement' && whole - part >= 5) continue;
        expect([name, values.size >= 3]).toEqual([name, true]);
      }
    }),
    { seed: SEED, numRuns: 120 },
  );
  console.log(`${tables} small tables, ${hidden} hidden numbers and complements, each tried out in full; SEED=${SEED}`);
});

test('large numbers are all shown', () => {
  const { hidden } = protect(
    familyOf([
      [40, 30],
      [50, 20],
      [30, 30],
      [60, 40],
    ]),
  );
  const shown = GRID.arcs.flatMap(({ rank }, arc) => (rank === 0 ? [] : [hidden[0]?.[arc], hidden[1]?.[arc]]));
  expect(new Set(shown)).toEqual(new Set([false]));
});

test('one small number takes another along, and the sum over both stays', () => {
  const { hidden } = protect(
    familyOf([
      [40, 30],
      [1, 2],
      [30, 30],
      [0, 1],
    ]),
  );
  const isHidden = (when: string, where: 'all' | (typeof SETTINGS)[number]) => hidden[1]?.[GRID.at(when, where) ?? -1];
  expect([isHidden('all', 'inpatient'), isHidden('all', 'emergency'), isHidden('all', 'all')]).toEqual([
    true,
    true,
    false,
  ]);
});
