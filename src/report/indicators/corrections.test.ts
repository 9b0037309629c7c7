import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../plan/entry';
import { standing } from '../../plan/standing';
import { figuresFrom, leftOutOf, type TestEntry } from './tables-for-tests';

const first: TestEntry = { id: 'a', day: '2026-01-01' };
const correction = (id: string, entry: string, kind: string, more: TestEntry = {}): TestEntry => ({
  id,
  day: '2026-02-01',
  corrects: { entry, kind },
  ...more,
});
const monthsAndReasons = async (...entries: TestEntry[]) => {
  const found = await figuresFrom({ entries });
  return {
    months: found.entries.flatMap(({ month, entries }) => Array<string>(entries).fill(month)).sort(),
    ...leftOutOf(found),
  };
};

test('an entry that a later one replaces no longer counts', async () => {
  expect(await monthsAndReasons(first, correction('b', 'a', 'replaces'))).toEqual({
    months: ['2026-02'],
    corrected: 1,
  });
});

test('an entry that is withdrawn does not count, and neither does the withdrawal', async () => {
  expect(await monthsAndReasons(first, correction('b', 'a', 'withdraws'))).toEqual({
    months: [],
    corrected: 1,
    withdrawal: 1,
  });
});

test('an entry without an identifier of ours is named by its key', async () => {
  const key = 'QuestionnaireResponse/7';
  const unnamed = { ...first, id: null as never, key };
  expect(await monthsAndReasons(unnamed, correction('b', key, 'replaces'))).toEqual({
    months: ['2026-02'],
    corrected: 1,
  });
});

test.each<[string, TestEntry]>([
  ['was made in error itself', correction('b', 'a', 'replaces', { status: 'entered-in-error' })],
  ['is of a draft', correction('b', 'a', 'replaces', { status: 'in-progress' })],
  ['is about another client', correction('b', 'a', 'replaces', { client: 'Patient/2' })],
  ['is of an unknown kind', correction('b', 'a', 'improves')],
  ['names itself', correction('b', 'b', 'replaces')],
  ['names nothing that is known', correction('b', 'z', 'replaces')],
])('a correction undoes nothing when it %s', async (_, entry) => {
  expect((await monthsAndReasons(first, entry)).months).toContain('2026-01');
});

test('a correction that is withdrawn undoes nothing, unless that withdrawal is withdrawn', async () => {
  const chain = [first, correction('b', 'a', 'replaces'), correction('c', 'b', 'withdraws')];
  expect((await monthsAndReasons(...chain)).months).toEqual(['2026-01']);
  expect((await monthsAndReasons(...chain, correction('d', 'c', 'withdraws'))).months).toEqual(['2026-02']);
});

test('withdrawals that go round in a circle end', async () => {
  const circle = (...ids: string[]) =>
    ids.map((id, index) => correction(id, ids[(index + 1) % ids.length] ?? '', 'withdraws'));
  expect(await monthsAndReasons(...circle('a', 'b'))).toEqual({ months: [], withdrawal: 2 });
  expect(await monthsAndReasons(...circle('a', 'b', 'c'))).toEqual({ months: [], corrected: 3 });
});

test('the same entries stand as in the app, whatever corrects what', async () => {
  const someCorrections = fc.array(
    fc.record({
      target: fc.option(fc.nat(7)),
      kind: fc.constantFrom('replaces' as const, 'withdraws' as const, 'withdraws' as const),
      status: fc.constantFrom(
        'completed' as const,
        'completed' as const,
        'completed' as const,
        'entered-in-error' as const,
      ),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const histories = fc.sample(someCorrections, { numRuns: 600, seed: 8 });
  const months = histories.map(
    (_, index) => `${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  );
  const day = (index: number) => `${months[index]}-01`;

  const inApp = histories.map((history, index) => {
    const entries = history.map(
      ({ target, kind, status }, place): Entry => ({
        id: String(place),
        step: 1,
        contactDate: day(index),
        recordedAt: `${day(index)}T12:00:00.000Z`,
        status,
        answers: {},
        ...(target === null ? {} : { corrects: { entry: String(target), kind } }),
      }),
    );
    return standing(entries).length;
  });
  const entries = histories.flatMap((history, index) =>
    history.map(
      ({ target, kind, status }, place): TestEntry => ({
        id: String(place),
        key: `QuestionnaireResponse/${index}-${place}`,
        client: `Patient/${index}`,
        day: day(index),
        status,
        ...(target === null ? {} : { corrects: { entry: String(target), kind } }),
      }),
    ),
  );
  const found = await figuresFrom({ entries }, { asOf: '2099-01-01' });
  const byMonth = new Map(found.entries.map((cell) => [cell.month, cell.entries]));
  expect(months.map((month) => byMonth.get(month) ?? 0)).toEqual(inApp);
});
