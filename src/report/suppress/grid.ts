import type { Setting } from '../figures';
import type { Part, Rows } from './rows';

/** A month (or what is older than the months listed), a part of the time, or all of it */
export type When = string;
export type Where = Setting | 'all';

/** One cell of a table, drawn as an arc: `rank` 0 is a month in one setting, which is never published, 3 the sum of everything. */
export interface Arc {
  readonly when: When;
  readonly where: Where;
  readonly from: number;
  readonly to: number;
  readonly rank: 0 | 1 | 2 | 3;
}

/**
 * A table of months, parts and all by settings and all, drawn as a network in which its sums hold when what enters each node also
 * leaves it: every cell stands in exactly two sums, once as a part and once as the whole. So two tables with the same sums differ
 * by circulations, and what a hidden cell could be is a question of flow, answered exactly and in whole numbers.
 */
export interface Grid {
  readonly arcs: readonly Arc[];
  readonly nodes: number;
  readonly leaving: readonly (readonly number[])[];
  readonly entering: readonly (readonly number[])[];
  readonly at: (when: When, where: Where) => number | undefined;
}

const key = (when: When, where: Where): string => `${when} ${where}`;

export function gridOf(rows: Rows, settings: readonly Setting[]): Grid {
  const names = new Map<string, number>();
  const node = (name: string): number => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  };
  const month = (id: string): number => node(`month ${id}`);
  const sum = (of: Part | 'all', where: Where): number => node(`sum ${of} ${where}`);
  const arcs: Arc[] = [
    ...rows.leaves.flatMap(({ id, part }): Arc[] => [
      ...settings.map((where): Arc => ({ when: id, where, from: month(id), to: sum(part, where), rank: 0 })),
      { when: id, where: 'all', from: sum(part, 'all'), to: month(id), rank: 1 },
    ]),
    ...rows.parts.flatMap((part): Arc[] => [
      ...settings.map((where): Arc => ({ when: part, where, from: sum(part, where), to: sum('all', where), rank: 2 })),
      { when: part, where: 'all', from: sum('all', 'all'), to: sum(part, 'all'), rank: 3 },
    ]),
    ...settings.map((where): Arc => ({ when: 'all', where, from: sum('all', where), to: node('root'), rank: 2 })),
    { when: 'all', where: 'all', from: node('root'), to: sum('all', 'all'), rank: 3 },
  ];
  const ends = (end: 'from' | 'to'): number[][] =>
    Array.from({ length: names.size }, (_, at) => arcs.flatMap((arc, index) => (arc[end] === at ? [index] : [])));
  const places = new Map(arcs.map(({ when, where }, index) => [key(when, where), index]));
  return {
    arcs,
    nodes: names.size,
    leaving: ends('from'),
    entering: ends('to'),
    at: (when, where) => places.get(key(when, where)),
  };
}

/** Every cell of a table, from what its months hold per setting. */
export function sumsOf(grid: Grid, rows: Rows, leaf: (when: When, where: Setting) => number): number[] {
  const settings = [...new Set(grid.arcs.flatMap(({ where }) => (where === 'all' ? [] : [where])))];
  const leavesOf = (when: When): string[] =>
    rows.leaves.filter(({ id, part }) => when === 'all' || when === id || when === part).map(({ id }) => id);
  return grid.arcs.map(({ when, where }) => {
    let sum = 0;
    for (const id of leavesOf(when)) for (const s of where === 'all' ? settings : [where]) sum += leaf(id, s);
    return sum;
  });
}
