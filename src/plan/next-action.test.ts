import { expect, test } from 'vitest';
import { answered, coding, decided, entry, reading } from '../../test/differential/fixtures';
import { asked } from './asked';
import type { Entry, Step } from './entry';
import { foldPlan } from './fold';
import { nextAction } from './next-action';

const ON = '2026-11-24';
const SITE = { validForDays: 365, labelled: [2, 4, 5, 6] as readonly Step[] };
const next = (
  entries: readonly Entry[],
  { site = SITE, read = reading() }: { site?: typeof SITE; read?: ReturnType<typeof reading> } = {},
) => {
  const state = foldPlan(entries, [], read);
  return nextAction(state, asked(state, ON, site), ON);
};

const told = (on: string, more: Parameters<typeof answered>[0] = {}) =>
  entry(
    `told-${on}`,
    1,
    on,
    answered({ 's1.uitkomst': coding('held'), 's1.zorgtVoor': coding('no'), 's1.verwacht': coding('no'), ...more }),
  );
const outcome = (code: string, again?: string) =>
  entry('o', 1, '2026-11-20', answered({ 's1.uitkomst': coding(code), ...(again ? { 's1.opnieuwOp': again } : {}) }));

test('nobody asked yet: ask; not possible then: ask, from the day that was agreed on', () => {
  expect(next([])).toEqual({ kind: 'ask' });
  expect(next([outcome('not-possible-yet')])).toEqual({ kind: 'ask' });
  expect(next([outcome('not-possible-yet', ON)])).toEqual({ kind: 'ask' });
  expect(next([outcome('not-possible-yet', '2026-11-25')])).toEqual({ kind: 'record' });
});

test('a client who did not want to talk is not pressed before the day that was agreed on', () => {
  expect(next([outcome('declined')])).toEqual({ kind: 'record' });
  expect(next([outcome('declined', '2026-11-24')])).toEqual({ kind: 'follow-up', date: ON });
  expect(next([told('2025-01-01'), outcome('declined')])).toEqual({ kind: 'record' });
  expect(next([told('2025-01-01'), outcome('not-possible-yet')])).toEqual({ kind: 'ask-again' });
});

test('nothing is asked for because of what was not read', () => {
  expect(next([], { read: reading(1, 2, 3, 4, 5, 6) })).toEqual({ kind: 'record' });
});

test('asked long ago: ask again, but what was agreed for a day that has come goes first', () => {
  expect(next([told('2025-01-01')])).toEqual({ kind: 'ask-again' });
  const support = entry('s', 3, '2025-01-01', answered({ 's3.hoe': 'x', 's3.volgende': '2025-02-01' }));
  const caring = { 's1.zorgtVoor': coding('yes') };
  expect(next([told('2025-01-01', caring), support])).toEqual({ kind: 'follow-up', date: '2025-02-01' });
  expect(next([told('2025-01-01'), support], { site: { ...SITE, validForDays: 0 } })).toEqual({ kind: 'ask' });
});

test('a child whose due date has passed, then what is missing, else just the next contact', () => {
  const due = { 's1.verwacht': coding('yes'), 's1.uitgerekend': '2026-11-01' };
  expect(next([told('2026-06-01', due)])).toEqual({ kind: 'born' });
  expect(next([told('2026-06-01', { 's1.zorgtVoor': coding('yes') })])).toEqual({ kind: 'complete' });
  expect(next([told('2026-06-01')])).toEqual({ kind: 'record' });
});

test('what is missing in a step of concern shows in nothing that a client who looks on could read', () => {
  const concern = entry('c', 4, ON, decided('yes'));
  expect(next([told(ON), concern])).toEqual({ kind: 'record' });
});

test('a date of another step does not stand in for the day to ask again, nor does asking come before that day', () => {
  const support = (next: string) => entry('s', 3, '2026-11-20', answered({ 's3.hoe': 'x', 's3.volgende': next }));
  expect(next([outcome('not-possible-yet'), support('2026-12-24')])).toEqual({ kind: 'ask' });
  expect(next([outcome('not-possible-yet', '2026-12-24'), support('2026-11-22')])).toEqual({
    kind: 'follow-up',
    date: '2026-11-22',
  });
});

test('a client who did not want to talk long ago is asked again, unless another day was agreed on', () => {
  const declined = (again?: string) => ({ ...outcome('declined', again), id: 'd', contactDate: '2020-01-01' });
  expect(next([declined()])).toEqual({ kind: 'ask' });
  expect(next([declined('2026-12-01')])).toEqual({ kind: 'record' });
  expect(next([told('2019-01-01'), declined()])).toEqual({ kind: 'ask-again' });
});

test('a conversation of long ago is not called too long ago while a newer one may not have been read', () => {
  expect(next([told('2020-01-01')], { read: reading(1) })).toEqual({ kind: 'record' });
});
