import { describe, expect, test } from 'vitest';
import { answered, coding, entry, reading } from '../../test/differential/fixtures';
import { asked } from './asked';
import { foldPlan } from './fold';

const outcome = (id: string, on: string, code: string) => entry(id, 1, on, answered({ 's1.uitkomst': coding(code) }));
const of = (entries: Parameters<typeof foldPlan>[0], read = reading()) =>
  asked(foldPlan(entries, [], read), '2026-11-24', { validForDays: 365, labelled: [] });

test('not asked is concluded only from a record that was read whole', () => {
  expect(of([])).toEqual({ state: 'not-asked' });
  expect(of([], reading(1))).toEqual({ state: 'not-loaded' });
  expect(of([entry('a', 1, '2026-11-01')], reading(1))).toEqual({ state: 'not-loaded' });
});

test('nothing is concluded where an outcome may be hidden, unknown to this version or still a draft elsewhere', () => {
  expect(asked(foldPlan([], [], reading()), '2026-11-24', { validForDays: 365, labelled: [1] })).toEqual({
    state: 'not-loaded',
  });
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
  expect(asked(state, '2026-11-24', { validForDays: 365, labelled: [] })).toMatchObject({ stale: false });
  expect(asked(state, '2026-11-25', { validForDays: 365, labelled: [] })).toMatchObject({ stale: true });
  expect(asked(state, '2025-11-24', { validForDays: 0, labelled: [] })).toMatchObject({ stale: false });
  expect(asked(state, '2025-11-25', { validForDays: 0, labelled: [] })).toMatchObject({ stale: true });
});

test('an entry of which no day is known counts as asked long ago', () => {
  expect(of([outcome('a', '', 'held')])).toMatchObject({ state: 'asked', on: '', stale: true });
});

describe('where the site asks at each presentation', () => {
  const at = (encounter: string, id: string, on: string, code: string) =>
    entry(id, 1, on, answered({ 's1.uitkomst': coding(code) }), {
      encounter: `https://ehr.example/Encounter/${encounter}`,
    });
  const seen = (entries: Parameters<typeof foldPlan>[0], on: string, encounter?: string) =>
    asked(foldPlan(entries, [], reading()), on, { validForDays: 0, labelled: [], encounter });

  test('a conversation of the same stay counts after midnight, one of another stay on the same day does not', () => {
    const held = at('night', 'a', '2026-11-23', 'held');
    expect(seen([held], '2026-11-24', 'night')).toEqual({ state: 'asked', on: '2026-11-23', stale: false });
    expect(seen([held], '2026-11-23', 'other')).toMatchObject({ stale: true, earlier: true, on: '2026-11-23' });
    expect(seen([held, at('other', 'b', '2026-11-24', 'held')], '2026-11-24', 'night')).toMatchObject({ stale: false });
  });

  test('without an encounter to compare, the day decides', () => {
    expect(seen([at('night', 'a', '2026-11-23', 'held')], '2026-11-23')).toMatchObject({ stale: false });
    expect(seen([outcome('a', '2026-11-23', 'held')], '2026-11-24', 'night')).toMatchObject({
      stale: true,
      earlier: true,
    });
  });

  test('an attempt at an earlier presentation is told as such', () => {
    expect(seen([at('spring', 'a', '2026-04-01', 'declined')], '2026-11-24', 'now')).toEqual({
      state: 'declined',
      on: '2026-04-01',
      earlier: true,
    });
    expect(seen([at('now', 'a', '2026-11-24', 'not-possible-yet')], '2026-11-24', 'now')).toEqual({
      state: 'postponed',
      on: '2026-11-24',
    });
  });
});

test('that nothing came since is not concluded from a part of the record', () => {
  const state = foldPlan([outcome('a', '2020-01-01', 'held')], [], reading(1));
  for (const validForDays of [0, 365])
    expect(asked(state, '2026-11-24', { validForDays, labelled: [] })).toEqual({
      state: 'asked',
      on: '2020-01-01',
      stale: false,
    });
});
