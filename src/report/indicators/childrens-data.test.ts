import { expect, test } from 'vitest';
import { countsOf, figuresFrom, type TestChild, type TestEntry } from './tables-for-tests';

const whole: TestChild = { has_name: true, birth_date: '2020-01-01', permanent: 'yes' };
const lists = (day: string, children: readonly TestChild[], count?: number, more: TestEntry = {}): TestEntry => ({
  day,
  children,
  answers: count === undefined ? {} : { 's1.aantal': count },
  ...more,
});
const figures = async (entries: readonly TestEntry[], persons: readonly Record<string, string | boolean>[] = []) =>
  countsOf(await figuresFrom({ entries, persons }), 'childrens-data').map((cell) => cell.replace(' unknown:', ''));

test.each<[string, TestChild, number]>([
  ['everything', whole, 1],
  ['a birth year only', { ...whole, birth_date: '2020' }, 1],
  ['where it stays otherwise', { ...whole, permanent: 'no', residence: 'shared' }, 1],
  ['no name', { ...whole, has_name: false }, 0],
  ['no birth date', { has_name: true, permanent: 'yes', birth_unknown: true }, 0],
  ['not where it stays', { ...whole, permanent: 'no' }, 0],
  ['nobody knows where it stays', { ...whole, permanent: 'unknown' }, 0],
])('of a child is known: %s', async (_, child, complete) => {
  expect(await figures([lists('2026-05-01', [child])])).toEqual([`2026-05 ${complete}/1`]);
});

test('the children counted and those listed: the larger number', async () => {
  expect(await figures([lists('2026-05-01', [whole], 3)])).toEqual(['2026-05 1/3']);
  expect(await figures([lists('2026-05-01', [whole, { ...whole }], 1)])).toEqual(['2026-05 2/2']);
  expect(await figures([lists('2026-05-01', [], 2)])).toEqual(['2026-05 0/2']);
  expect(await figures([lists('2026-05-01', [], 0)])).toEqual([]);
});

test('what entries say of one child adds up, the newest first; later entries do not change an earlier month', async () => {
  const [a, b] = [{ own_id: 'a' }, { own_id: 'b' }];
  const entries = [
    lists('2026-03-01', [{ ...a, birth_date: '2020' }]),
    lists('2026-03-02', [{ ...b, has_name: true, permanent: 'yes' }]),
    lists('2026-04-01', [{ ...a, has_name: true, permanent: 'unknown' }]),
    lists('2026-05-01', [{ ...b, birth_date: '2021-01-01' }]),
    lists('2026-05-02', [{ ...a, permanent: 'yes' }]),
    lists('2026-06-01', [{ ...a, permanent: 'no' }]),
  ];
  const expected = ['2026-03 0/2', '2026-04 0/2', '2026-05 2/2', '2026-06 1/2'];
  expect(await figures(entries)).toEqual(expected);
  expect(await figures(entries.toReversed())).toEqual(expected);
});

test('a birth date that is known is not undone by one that cannot be found out', async () => {
  const a = { own_id: 'a' };
  const entries = [lists('2026-05-01', [{ ...whole, ...a }]), lists('2026-05-02', [{ ...a, birth_unknown: true }])];
  expect(await figures(entries)).toEqual(['2026-05 1/1']);
});

test('months without an entry that counts or lists children have no figure, and the last that does gives setting and number', async () => {
  const entries = [
    lists('2026-05-01', [whole], 4, { setting: 'gp' }),
    lists('2026-05-02', [], 2, { setting: 'welfare' }),
    lists('2026-05-03', [], 0, { setting: 'justice' }),
    lists('2026-06-01', [], 0),
  ];
  expect(await figures(entries)).toEqual(['2026-05 welfare: 1/2']);
});

test('children who have come of age for certain on that day no longer count', async () => {
  const born = (birth_date: string): TestChild => ({ ...whole, birth_date });
  const entries = [lists('2026-05-01', ['2008-05-01', '2008-05-02', '2008', '2007'].map(born), 2)];
  expect(await figures(entries)).toEqual(['2026-05 2/2']);
  const later = { ...whole, birth_date: '2008-05-15', own_id: 'a' };
  expect(await figures([lists('2026-05-01', [later]), lists('2026-05-20', [{ own_id: 'a' }], 1)])).toEqual([
    '2026-05 0/1',
  ]);
});

test('a child is one child by its person, by the number of ours behind it, or else each time another', async () => {
  const person = 'RelatedPerson/1';
  const persons = [{ key: person, client: 'Patient/1', own_id: 'a', has_name: false }];
  const both = [lists('2026-05-01', [{ person }]), lists('2026-05-02', [{ own_id: 'a' }])];
  expect(await figures(both, persons)).toEqual(['2026-05 0/1']);
  expect(await figures(both)).toEqual(['2026-05 0/2']);
  expect(await figures([...both, lists('2026-05-03', [{ person, own_id: 'a' }])])).toEqual(['2026-05 0/1']);
  expect(await figures([lists('2026-05-01', [{ own_id: person }]), lists('2026-05-02', [{ person }])])).toEqual([
    '2026-05 0/1',
  ]);
  expect(await figures([lists('2026-05-01', [whole]), lists('2026-05-02', [whole])])).toEqual(['2026-05 2/2']);
  const other = lists('2026-05-02', [{ own_id: 'a' }], undefined, { client: 'Patient/2' });
  expect(await figures([lists('2026-05-01', [{ own_id: 'a' }]), other])).toEqual(['2026-05 0/2']);
});

test('name and birth date of the person in the record go first', async () => {
  const person = 'RelatedPerson/1';
  const record = { key: person, client: 'Patient/1', has_name: true, birth_date: '2015' };
  const entries = [lists('2026-05-01', [{ person, birth_date: '2000-01-01', permanent: 'yes' }])];
  expect(await figures(entries)).toEqual([]);
  expect(await figures(entries, [record])).toEqual(['2026-05 1/1']);
  expect(await figures(entries, [{ ...record, birth_date: '2001' }])).toEqual([]);
});
