import { expect, test } from 'vitest';
import type { CountCell, EntryCell, Figures, SpreadCell } from '../figures';
import { figuresForTests } from './figures-for-tests';
import { suppress } from './suppress';

const none: Figures = { asOf: '2026-11-24', counts: [], entries: [], spreads: [], funnel: [], leftOut: [] };

/** The same numbers in each of twelve months, in one setting. */
const everyMonth = (numerator: number, denominator: number): CountCell[] =>
  Array.from({ length: 12 }, (_, index) => ({
    measure: 'childrens-data',
    month: `2026-${String(index + 1).padStart(2, '0')}`,
    setting: 'gp',
    numerator,
    denominator,
  }));
const shareOf = (counts: CountCell[], when = 'current') =>
  suppress({ ...none, counts }).shares['childrens-data'].cell(when, 'all');

test('numbers of five and more are shown as they are', () => {
  expect(shareOf(everyMonth(20, 40))).toEqual({ numerator: 220, denominator: 440 });
  expect(shareOf(everyMonth(20, 40), '2026-03')).toEqual({ numerator: 20, denominator: 40 });
});

test('a number under five is not shown, and neither is none', () => {
  expect(shareOf(everyMonth(2, 40), '2026-03')).toEqual({ numerator: 'under-five', denominator: 40 });
  expect(shareOf(everyMonth(0, 40), '2026-03')).toEqual({ numerator: 'under-five', denominator: 40 });
});

test('where each month holds four of a published sum, it is not even told that each is under five', () => {
  expect(shareOf(everyMonth(4, 40), '2026-03')).toEqual({ numerator: 'hidden', denominator: 40 });
  expect(shareOf(everyMonth(4, 40))).toEqual({ numerator: 44, denominator: 440 });
});

test('a numerator whose complement is under five is not shown, only that it is nearly all', () => {
  expect(shareOf(everyMonth(38, 40), '2026-03')).toEqual({ numerator: 'nearly-all', denominator: 40 });
  expect(shareOf(everyMonth(40, 40), '2026-03')).toEqual({ numerator: 'nearly-all', denominator: 40 });
});

test('of a small denominator it is not told that a numerator is nearly all: the bound would read as if it were low', () => {
  expect(shareOf(everyMonth(9, 12), '2026-03')).toEqual({ numerator: 'hidden', denominator: 12 });
});

test('months by setting are never shown', () => {
  const { shares } = suppress(figuresForTests({ months: 24, contacts: { emergency: 90, gp: 70 }, seed: 1 }));
  expect(shares['asked-rate'].cell('2026-03', 'emergency')).toBeUndefined();
  expect(shares['asked-rate'].cell('2026-03', 'all')).toBeDefined();
  expect(shares['asked-rate'].cell('current', 'emergency')).toBeDefined();
});

test('a setting in which a measure has nothing at all is no part of its table', () => {
  expect(suppress({ ...none, counts: everyMonth(20, 40) }).shares['childrens-data'].settings).toEqual(['gp']);
});

test('how many were undecided cannot be had from two indicators that share their population', () => {
  const month = '2026-11';
  const counts: CountCell[] = [
    { measure: 'follow-through', month, setting: 'gp', numerator: 10, denominator: 20 },
    { measure: 'advice-use', month, setting: 'gp', numerator: 15, denominator: 22 },
  ];
  const entries: EntryCell[] = [{ step: 4, month, setting: 'gp', entries: 40 }];
  const { shares } = suppress({ ...none, counts, entries });
  expect(shares['follow-through'].cell(month, 'all')?.denominator).toBe(20);
  expect(shares['advice-use'].cell(month, 'all')?.denominator).toBe('hidden');
});

const spread = (count: number, more: Partial<SpreadCell> = {}): SpreadCell => ({
  when: '2026-11',
  setting: 'gp',
  count,
  q1: 1.4,
  median: 26.5,
  q3: 70.2,
  ...more,
});
const timeOf = (count: number) => {
  const counts: CountCell[] = [
    { measure: 'asked-rate', month: '2026-11', setting: 'gp', numerator: 40, denominator: 90 },
  ];
  const spreads = [spread(count), spread(count, { setting: 'all' })];
  return suppress({ ...none, counts, spreads }).spreads.cell('2026-11', 'all');
};

test('durations are whole hours, and only told of five or more', () => {
  expect(timeOf(60)).toEqual({ count: 60, quartiles: { q1: 1, median: 27, q3: 70 } });
  expect(timeOf(4)?.quartiles).toBeUndefined();
});

test('a count of durations that differs by less than five from the number asked is not shown, its durations are', () => {
  expect(timeOf(42)).toEqual({ count: 'hidden', quartiles: { q1: 1, median: 27, q3: 70 } });
});

test('left-out counts and clients per step follow the same rule', () => {
  const { leftOut, funnel } = suppress({
    ...none,
    counts: everyMonth(20, 40),
    funnel: [
      { period: 'current', step: 1, clients: 12 },
      { period: 'current', step: 6, clients: 2 },
      { period: 'all', step: 1, clients: 13 },
    ],
    leftOut: [
      { reason: 'duplicate', count: 5 },
      { reason: 'no-client', count: 4 },
    ],
  });
  expect(leftOut).toEqual([
    { reason: 'duplicate', count: 5 },
    { reason: 'no-client', count: 'under-five' },
  ]);
  expect(funnel.map(({ current }) => current)).toEqual([12, ...Array(5).fill('under-five')]);
  expect(funnel.every(({ previous }) => previous === undefined)).toBe(true);
});

test('a report of nothing at all shows no number', () => {
  const { shares, hasTooFewEntries } = suppress(none);
  expect(shares['asked-rate'].cell('all', 'all')?.denominator).not.toBeTypeOf('number');
  expect(hasTooFewEntries).toBe(true);
});

test('figures that do not nest as they should are still published, each measure by itself', () => {
  const month = '2026-11';
  const counts: CountCell[] = [{ measure: 'asked-rate', month, setting: 'gp', numerator: 40, denominator: 90 }];
  const { shares, spreads } = suppress({ ...none, counts, spreads: [spread(30), spread(30, { setting: 'all' })] });
  expect(shares['asked-rate'].cell(month, 'all')).toEqual({ numerator: 40, denominator: 90 });
  expect(spreads.cell(month, 'all')?.count).toBe(30);
});
