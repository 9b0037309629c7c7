import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entrySet } from '../../test/differential/arbitraries';
import { answered, coding, decided, entry, reading } from '../../test/differential/fixtures';
import { type Entry, STEPS } from './entry';
import { foldPlan } from './fold';
import { gateNow, nextDate, nextDateOf, stepState } from './step-state';

const ON = '2026-11-24';
const LABELLED = [2, 4, 5, 6] as const;
const of = (entries: readonly Entry[], read = reading()) =>
  STEPS.map((step) => stepState(foldPlan(entries, [], read), step, ON, LABELLED));
const no = coding('no');
const none = entry(
  'a',
  1,
  ON,
  answered({ 's1.uitkomst': coding('held'), 's1.zorgtVoor': no, 's1.verwacht': no, 's1.andereKinderen': no }),
);

test('an empty record: unlabelled steps were not taken yet, labelled ones may be held back', () => {
  expect(of([])).toEqual(['not-yet', 'not-visible', 'not-yet', 'not-visible', 'not-visible', 'not-visible']);
});

test('scenario S1: no children, done, and nothing else applies', () => {
  const rest = Array(5).fill('not-applicable');
  expect(of([none])).toEqual(['done', ...rest]);
});

test('after three times no that may not be the newest answer, nothing is concluded', () => {
  expect(of([none], reading(1))).toEqual(Array(6).fill('not-visible'));
});

test('a step that was not read whole is never done, never empty and never in want of something', () => {
  fc.assert(
    fc.property(entrySet, fc.constantFrom(...STEPS), (entries, step) => {
      const state = foldPlan(entries, [], reading(step));
      expect(stepState(state, step, ON, [])).toBe('not-visible');
      for (const other of STEPS) if (stepState(state, other, ON, []) === 'not-applicable') expect(other).not.toBe(step);
    }),
    { numRuns: 200 },
  );
});

test('a step that a decision closed is done when it has entries, and does not apply when it has none', () => {
  const decision = entry('d', 4, ON, decided('no'));
  expect(of([decision]).slice(4)).toEqual(['not-applicable', 'not-applicable']);
  expect(of([decision, entry('e', 5, ON)])[4]).toBe('done');
  expect(of([decision], reading(4)).slice(4)).toEqual(['not-visible', 'not-visible']);
});

test('who may see that there is no gut feeling may not see the concern: step 4 is then not said to be out of the question', () => {
  const calm = entry('s', 2, ON, answered({ 's2.nietPluis': coding('no'), 's2.overleg': true }));
  expect(stepState(foldPlan([calm], [], reading()), 4, ON, [2, 4, 5, 6])).toBe('not-visible');
  expect(stepState(foldPlan([calm], [], reading()), 4, ON, [])).toBe('not-applicable');
});

const support = (id: string, on: string, next?: string) =>
  entry(id, 3, on, answered({ 's3.hoe': 'x', ...(next ? { 's3.volgende': next } : {}) }));
const third = (...entries: Entry[]) => of(entries)[2];

test('a next date that has come is due, until a contact on that day or after it', () => {
  expect(third(support('a', '2026-11-01', '2026-11-25'))).toBe('done');
  expect(third(support('a', '2026-11-01', ON))).toBe('due');
  expect(third(support('a', '2026-11-01', ON), support('b', '2026-11-10'))).toBe('due');
  expect(third(support('a', '2026-11-01', '2026-11-20'), support('b', '2026-11-20'))).toBe('done');
  expect(third(support('a', '2026-11-01', '2026-11-20'), support('b', '2026-11-20', ON))).toBe('due');
  expect(third(support('a', ON, ON))).toBe('due');
});

test('the first date of the plan leaves out what has been met and what is closed', () => {
  const entries = [
    support('a', '2026-10-01', '2026-11-01'),
    support('b', '2026-11-02'),
    entry('c', 4, ON, { ...decided('yes', 'yes'), 's4.volgende': ['2026-12-24'] }),
    entry('d', 5, ON, answered({ 's5.volgende': '2026-12-01' })),
  ];
  const state = foldPlan(entries, [], reading());
  expect(nextDateOf(state, 3)).toBeUndefined();
  expect(nextDate(state)).toBe('2026-12-01');
  const calm = entry('e', 4, ON, decided('no', undefined, 'c'), { recordedAt: `${ON}T13:00:00.000Z` });
  expect(nextDate(foldPlan([...entries, calm], [], reading()))).toBe('2026-12-24');
});

test('a date to ask again lapses with the conversation', () => {
  const declined = entry(
    'a',
    1,
    '2026-10-01',
    answered({ 's1.uitkomst': coding('declined'), 's1.opnieuwOp': '2026-11-20' }),
  );
  expect(of([declined])[0]).toBe('due');
  expect(of([declined, { ...none, contactDate: '2026-11-10' }])[0]).toBe('done');
});

test('a conversation that was not possible yet is still to come, unless there was one before', () => {
  const outcome = (id: string, on: string, code: string) => entry(id, 1, on, answered({ 's1.uitkomst': coding(code) }));
  const later = outcome('b', '2026-11-20', 'not-possible-yet');
  expect(of([later])[0]).toBe('not-yet');
  expect(of([outcome('a', '2026-11-01', 'held'), later])[0]).not.toBe('not-yet');
  expect(of([outcome('a', '2026-11-01', 'declined')])[0]).toBe('done');
});

test('a step that a decision closed has no date any more, unless that decision may not be the newest', () => {
  const entries = [
    entry('a', 4, '2026-11-01', decided('no')),
    entry('b', 5, '2026-11-10', answered({ 's5.volgende': '2026-11-20' })),
  ];
  expect(nextDateOf(foldPlan(entries, [], reading()), 5)).toBeUndefined();
  expect(nextDate(foldPlan(entries, [], reading(4)))).toBe('2026-11-20');
});

test('in a contact nothing is closed by an answer that may not be the newest; what is typed now does close', () => {
  const partial = foldPlan([none], [], reading(1));
  expect(gateNow(2, partial, {})).toEqual({ state: 'open', reason: 'not-all-no' });
  expect(gateNow(4, partial, {})).toEqual({ state: 'unknown', reason: 'nothing-visible' });
  expect(gateNow(2, partial, { 1: none.answers })).toEqual({ state: 'closed', reason: 'all-no' });
  expect(gateNow(2, foldPlan([none], [], reading()), {})).toEqual({ state: 'closed', reason: 'all-no' });
});
