import { expect, test } from 'vitest';
import { entry } from '../../test/differential/fixtures';
import type { Correction, Entry } from './entry';
import { standing } from './standing';

const correcting = (id: string, target: string, kind: Correction['kind'], more: Partial<Entry> = {}): Entry =>
  entry(id, 1, '2026-11-02', {}, { corrects: { entry: target, kind }, ...more });
const a = entry('a', 1, '2026-11-01');
const ids = (...entries: Entry[]) => standing(entries).map(({ id }) => id);

test('contact date, then server time, then identifier make the order', () => {
  const late = entry('b', 1, '2026-11-01', {}, { recordedAt: '2026-11-03T12:00:00.000Z' });
  const early = entry('z', 2, '2026-10-01', {}, { recordedAt: '2026-11-30T12:00:00.000Z' });
  expect(ids(late, entry('c', 1, '2026-11-01'), a, early)).toEqual(['z', 'a', 'c', 'b']);
});

test('drafts, stopped entries and errors do not count; an amended entry does', () => {
  const statuses = ['in-progress', 'stopped', 'entered-in-error', 'amended', 'completed'] as const;
  expect(ids(...statuses.map((status) => entry(status, 1, '2026-11-01', {}, { status })))).toEqual([
    'amended',
    'completed',
  ]);
});

test('of one identifier the newest version counts, wherever it stands in what was read', () => {
  const error = { ...a, status: 'entered-in-error', recordedAt: '2026-11-05T12:00:00.000Z' } as const;
  expect(ids(error, a)).toEqual([]);
  expect(ids(a, error, a)).toEqual([]);
  expect(ids(a, { ...a, status: 'amended' })).toEqual(['a']);
});

test('a replaced entry makes room, also through a chain', () => {
  expect(ids(a, correcting('b', 'a', 'replaces'))).toEqual(['b']);
  expect(ids(a, correcting('b', 'a', 'replaces'), correcting('c', 'b', 'replaces'))).toEqual(['c']);
});

test('a withdrawn entry is gone, and the withdrawal itself is no content', () => {
  expect(ids(a, correcting('w', 'a', 'withdraws'))).toEqual([]);
  expect(ids(a, correcting('b', 'a', 'replaces'), correcting('w', 'b', 'withdraws'))).toEqual(['a']);
  const twice = [correcting('b', 'a', 'replaces'), correcting('d', 'b', 'replaces')];
  expect(ids(a, ...twice)).toEqual(['d']);
});

test('a correction that was itself made in error corrects nothing', () => {
  expect(ids(a, correcting('b', 'a', 'replaces', { status: 'entered-in-error' }))).toEqual(['a']);
  expect(ids(a, correcting('w', 'a', 'withdraws'), correcting('u', 'w', 'withdraws'))).toEqual(['a']);
  const again = correcting('v', 'u', 'withdraws');
  expect(ids(again, correcting('u', 'w', 'withdraws'), a, correcting('w', 'a', 'withdraws'))).toEqual([]);
});

test('a correction of itself, of nothing, or in a ring ends', () => {
  expect(ids(correcting('b', 'b', 'replaces'))).toEqual(['b']);
  expect(ids(a, correcting('b', 'elsewhere', 'replaces'))).toEqual(['a', 'b']);
  expect(ids(correcting('b', 'c', 'withdraws'), correcting('c', 'b', 'withdraws'))).toEqual([]);
});

test('a contact date after the day of writing counts as that day: a mistyped year does not rule for decades', () => {
  const mistyped = entry('a', 2, '2062-11-24', {}, { recordedAt: '2026-11-24T10:00:00.000Z' });
  const later = entry('b', 2, '2026-11-30');
  expect(standing([later, mistyped]).map(({ id }) => id)).toEqual(['a', 'b']);
});
