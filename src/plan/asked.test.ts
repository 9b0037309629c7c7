import { expect, test } from 'vitest';
import { answered, coding, entry, reading } from '../../test/differential/fixtures';
import { asked } from './asked';
import { foldPlan } from './fold';

const outcome = (id: string, on: string, code: string) => entry(id, 1, on, answered({ 's1.uitkomst': coding(code) }));
const of = (entries: Parameters<typeof foldPlan>[0], read = reading()) =>
  asked(foldPlan(entries, [], read), '2026-11-24', 365, []);

test('not asked is concluded only from a record that was read whole', () => {
  expect(of([])).toEqual({ state: 'not-asked' });
  expect(of([], reading(1))).toEqual({ state: 'not-loaded' });
  expect(of([entry('a', 1, '2026-11-01')], reading(1))).toEqual({ state: 'not-loaded' });
});

test('nothing is concluded where an outcome may be hidden, unknown to this version or still a draft elsewhere', () => {
  expect(asked(foldPlan([], [], reading()), '2026-11-24', 365, [1])).toEqual({ state: 'not-loaded' });
  expect(of([outcome('a', '2026-11-01', 'of-a-newer-version')])).toEqual({ state: 'not-loaded' });
  const draft = { ...outcome('a', '2026-11-01', 'held'), status: 'in-progress' as const };
  expect(of([draft])).toEqual({ state: 'not-loaded' });
  expect(of([outcome('a', '2026-11-01', 'declined')], reading(1))).toEqual({ state: 'not-loaded' });
});

test('not possible yet, and declined, are not "no children" and not "asked"', () => {
  expect(of([outcome('a', '2026-11-01', 'not-possible-yet')])).toEqual({ state: 'postponed', on: '2026-11-01' });
  expect(of([outcome('a', '2026-11-01', 'declined')])).toEqual({ state: 'declined', on: '2026-11-01' });
});

test('a conversation counts, also when a later attempt did not come to one', () => {
  const held = outcome('a', '2026-10-01', 'held');
  expect(of([held])).toEqual({ state: 'asked', on: '2026-10-01', stale: false });
  expect(of([held, outcome('b', '2026-11-01', 'declined')])).toMatchObject({ state: 'asked', later: 'declined' });
});

test('it goes stale by the configuration of the site; 0 days means at each presentation', () => {
  const state = foldPlan([outcome('a', '2025-11-24', 'held')], [], reading());
  expect(asked(state, '2026-11-24', 365, [])).toMatchObject({ stale: false });
  expect(asked(state, '2026-11-25', 365, [])).toMatchObject({ stale: true });
  expect(asked(state, '2025-11-24', 0, [])).toMatchObject({ stale: false });
  expect(asked(state, '2025-11-25', 0, [])).toMatchObject({ stale: true });
});

test('an entry of which no day is known counts as asked long ago', () => {
  expect(of([outcome('a', '', 'held')])).toMatchObject({ state: 'asked', on: '', stale: true });
});
