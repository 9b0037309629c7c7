import { expect, test } from 'vitest';
import { coding, decided, entry, group } from '../../test/differential/fixtures';
import { decisionOf, foldDecisions, judgementIn, pathOf } from './decision';
import type { Entry } from './entry';
import { standing } from './standing';

const team = (id: string, on: string, ...decision: Parameters<typeof decided>) =>
  entry(id, 4, on, decided(...decision));
const fold = (...entries: Entry[]) => foldDecisions(standing(entries), entries);
const first = team('a', '2026-01-01', 'no');

test('no decision without an answer to the question whether it is alarming', () => {
  expect(decisionOf(entry('a', 4, '2026-01-01'))).toBeUndefined();
  expect(decisionOf(team('a', '2026-01-01', 'perhaps'))).toBeUndefined();
  expect(fold(entry('a', 4, '2026-01-01'))).toEqual({ kind: 'none' });
});

test('willingness counts only where the situation is alarming', () => {
  expect(decisionOf(team('a', '2026-01-01', 'no', 'no'))).not.toHaveProperty('willing');
  expect(decisionOf(team('a', '2026-01-01', 'yes', 'no'))).toMatchObject({ willing: 'no', on: '2026-01-01' });
});

test('willingness before the question whether it is alarming is no decision', () => {
  const early = entry('b', 4, '2026-02-01', { 's4.besluit': group({ 's4.besluit.bereid': [coding('no')] }) });
  expect(decisionOf(early)).toBeUndefined();
  expect(fold(first, early)).toMatchObject({ kind: 'one', decision: { entry: 'a' } });
});

test('a decision without willingness counts, stricter than none and milder than a willing client', () => {
  expect(fold(first, team('b', '2026-02-01', 'yes', undefined, 'a'))).toEqual({
    kind: 'one',
    decision: { entry: 'b', on: '2026-02-01', alarming: 'yes', follows: ['a'] },
  });
});

test('reversed next month: the newer counts, also when it is the milder', () => {
  const state = fold(team('a', '2026-01-01', 'yes', 'no'), team('b', '2026-02-01', 'no', undefined, 'a'));
  expect(state).toMatchObject({ kind: 'one', decision: { entry: 'b', alarming: 'no' } });
});

test.each([
  [['no'], 'not-alarming'],
  [['undecided'], 'not-decided'],
  [['yes'], 'willingness-not-answered'],
  [['yes', 'unclear'], 'willingness-not-answered'],
  [['yes', 'yes'], 'alarming-and-willing'],
  [['yes', 'no'], 'alarming-and-not-willing'],
  [['no', 'no'], 'not-alarming'],
] as const)('the matrix: %s is %s', ([alarming, willing], path) => {
  const judgement = judgementIn(decided(alarming, willing));
  expect(judgement && pathOf(judgement)).toBe(path);
});

test('a decision that follows another takes its place', () => {
  expect(fold(first, team('b', '2026-02-01', 'yes', 'yes', 'a'))).toMatchObject({
    kind: 'one',
    decision: { entry: 'b' },
  });
});

test('two that follow the same one contradict, on the stricter path, whichever came later', () => {
  const willing = team('b', '2026-03-01', 'yes', 'yes', 'a');
  const unwilling = team('c', '2026-02-01', 'yes', 'no', 'a');
  const state = fold(first, willing, unwilling);
  expect(state).toMatchObject({ kind: 'contradicting', decision: { entry: 'c' }, others: [{ entry: 'b' }] });
});

test.each([
  { strict: ['yes', 'no'], mild: ['yes', 'yes'] },
  { strict: ['yes', 'yes'], mild: ['yes', 'unclear'] },
  { strict: ['yes', 'unclear'], mild: ['undecided', undefined] },
  { strict: ['yes', undefined], mild: ['undecided', undefined] },
  { strict: ['undecided', undefined], mild: ['no', undefined] },
] as const)('$strict is stricter than $mild', ({ strict, mild }) => {
  for (const [one, other] of [
    [strict, mild],
    [mild, strict],
  ] as const) {
    const state = fold(team('b', '2026-02-01', one[0], one[1]), team('c', '2026-03-01', other[0], other[1]));
    const [alarming, willing] = strict;
    expect(state.kind).toBe('contradicting');
    expect(state.kind === 'contradicting' && [state.decision.alarming, state.decision.willing]).toEqual([
      alarming,
      willing,
    ]);
  }
});

test('a decision that names both resolves it', () => {
  const both = [team('b', '2026-02-01', 'yes', 'no', 'a'), team('c', '2026-02-01', 'no', undefined, 'a')];
  expect(fold(first, ...both).kind).toBe('contradicting');
  expect(fold(first, ...both, team('d', '2026-03-01', 'no', undefined, 'b', 'c'))).toMatchObject({
    kind: 'one',
    decision: { entry: 'd' },
  });
});

test('a corrected decision stays followed: correcting an old one makes no contradiction', () => {
  const next = team('b', '2026-02-01', 'yes', 'yes', 'a');
  const corrected = { ...team('a2', '2026-01-01', 'undecided'), corrects: { entry: 'a', kind: 'replaces' } } as const;
  const again = { ...team('a3', '2026-01-01', 'undecided'), corrects: { entry: 'a2', kind: 'replaces' } } as const;
  expect(fold(first, corrected, next)).toMatchObject({ kind: 'one', decision: { entry: 'b' } });
  expect(fold(first, corrected, again, next)).toMatchObject({ kind: 'one', decision: { entry: 'b' } });
});

test('a withdrawn successor leaves the earlier decision standing', () => {
  const next = team('b', '2026-02-01', 'yes', 'no', 'a');
  const withdrawn = { ...entry('w', 4, '2026-02-02'), corrects: { entry: 'b', kind: 'withdraws' } } as const;
  expect(fold(first, next, withdrawn)).toMatchObject({ kind: 'one', decision: { entry: 'a' } });
});

test('decisions that follow each other in a ring, or themselves, are still seen', () => {
  const ring = [team('a', '2026-01-01', 'no', undefined, 'b'), team('b', '2026-01-01', 'yes', 'no', 'a')];
  expect(fold(...ring)).toMatchObject({ kind: 'contradicting', decision: { entry: 'b' } });
  expect(fold(team('a', '2026-01-01', 'yes', 'yes', 'a'))).toMatchObject({ kind: 'one' });
});
