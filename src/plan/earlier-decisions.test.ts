import { expect, test } from 'vitest';
import { decided, entry, reading } from '../../test/differential/fixtures';
import { earlierDecisions } from './earlier-decisions';
import type { Entry } from './entry';
import { foldPlan } from './fold';

const team = (id: string, on: string, ...decision: Parameters<typeof decided>) =>
  entry(id, 4, on, decided(...decision));
const told = (entries: readonly Entry[], typed?: Entry) => {
  const plan = foldPlan(typed ? [...entries, typed] : entries, [], reading());
  return earlierDecisions(plan.entries, plan.decision, typed).map(({ decision, standing, after }) => [
    decision.entry,
    standing,
    after.map((before) => before.entry),
  ]);
};

const november = team('a', '2026-11-20', 'yes', 'no');

test('no decisions, no list; an entry of step 4 without one is none', () => {
  expect(told([])).toEqual([]);
  expect(told([entry('a', 4, '2026-11-20', { 's4.risico': ['x'] }), entry('b', 2, '2026-11-20')])).toEqual([]);
});

test('reversed next month: both are told, newest first, and the newer names what it changed', () => {
  const december = team('b', '2026-12-20', 'no', undefined, 'a');
  expect(told([november, december])).toEqual([
    ['b', 'counts', ['a']],
    ['a', 'followed', []],
  ]);
});

test('two that follow the same one stand beside each other; the stricter counts, whichever is newer', () => {
  const strict = team('b', '2026-11-21', 'yes', 'no', 'a');
  const mild = team('c', '2026-11-22', 'yes', 'yes', 'a');
  expect(told([november, strict, mild])).toEqual([
    ['c', 'beside', ['a']],
    ['b', 'counts', ['a']],
    ['a', 'followed', []],
  ]);
});

test('what is typed is left out and changes nothing yet: what it follows is what counted before', () => {
  const strict = team('b', '2026-11-21', 'yes', 'no', 'a');
  const mild = team('c', '2026-11-22', 'yes', 'yes', 'a');
  const typed = team('draft', '2026-11-24', 'no', undefined, 'b', 'c');
  expect(told([november, strict, mild], typed)).toEqual(told([november, strict, mild]));
  const withoutDecision = entry('draft', 4, '2026-11-24', { 's4.advies': [] });
  expect(told([november, strict, mild], withoutDecision)).toEqual(told([november, strict, mild]));
});

test('a decision that was corrected is still the one that the next took the place of', () => {
  const first = team('a', '2026-11-01', 'no');
  const corrected = { ...team('a2', '2026-11-01', 'yes', 'no'), corrects: { entry: 'a', kind: 'replaces' as const } };
  expect(told([first, corrected, team('b', '2026-11-20', 'no', undefined, 'a')])).toEqual([
    ['b', 'counts', ['a2']],
    ['a2', 'followed', []],
  ]);
});
