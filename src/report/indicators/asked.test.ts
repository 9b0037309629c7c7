import { expect, test } from 'vitest';
import { countsOf, figuresFrom, leftOutOf, type TestEntry } from './tables-for-tests';

const visit = (key: string, start: string, more: Record<string, string> = {}) => ({
  key: `Encounter/${key}`,
  status: 'finished',
  class: 'EMER',
  client: 'Patient/1',
  start,
  ...more,
});
const adult = { key: 'Patient/1', birth_date: '1980-01-01' };
const asked = (encounter: string, authored: string, outcome?: string, more: TestEntry = {}): TestEntry => ({
  encounter: `Encounter/${encounter}`,
  authored,
  answers: outcome ? { 's1.uitkomst': outcome } : {},
  ...more,
});

test('an encounter counts as asked when a conversation that was held is linked to it', async () => {
  const found = await figuresFrom({
    clients: [adult],
    encounters: ['1', '2', '3', '4', '5'].map((key) => visit(key, '2026-05-01T10:00:00+02:00')),
    entries: [
      asked('1', '2026-05-01T12:00:00+02:00', 'held'),
      asked('2', '2026-05-01T12:00:00+02:00', 'declined'),
      asked('3', '2026-05-01T12:00:00+02:00', 'held', { status: 'entered-in-error' }),
      asked('4', '2026-05-01T12:00:00+02:00', 'held', { client: 'Patient/2' }),
    ],
  });
  expect(countsOf(found, 'asked-rate')).toEqual(['2026-05 emergency: 1/5']);
});

test('the month is that of the start in Belgium; the setting the newest that a conversation in it names', async () => {
  const found = await figuresFrom({
    clients: [adult],
    encounters: [visit('1', '2026-04-30T22:30:00Z'), visit('2', '2026-05-02', { class: 'HH' })],
    entries: [
      asked('1', '2026-05-02T12:00:00+02:00', 'held', { setting: 'inpatient' }),
      asked('1', '2026-05-03T12:00:00+02:00', undefined, { setting: 'mental-health' }),
      asked('1', '2026-05-04T12:00:00+02:00', 'held'),
      asked('1', '2026-05-05T12:00:00+02:00', undefined, { setting: 'gp', step: 2 }),
    ],
  });
  expect(countsOf(found, 'asked-rate')).toEqual(['2026-05 mental-health: 1/1', '2026-05 unknown: 0/1']);
});

test('of two conversations on one day the one that was written last is the newest', async () => {
  const named = (hour: string, setting: string, updated: string) =>
    asked('1', `2026-05-01T${hour}:00:00Z`, 'held', { day: '2026-05-01', setting, updated });
  const entries = [named('12', 'gp', '2026-06-01T00:00:00Z'), named('11', 'welfare', '2026-06-02T00:00:00Z')];
  const encounters = [visit('1', '2026-05-01T10:00:00Z')];
  for (const order of [entries, entries.toReversed()])
    expect(countsOf(await figuresFrom({ clients: [adult], encounters, entries: order }), 'asked-rate')).toEqual([
      '2026-05 gp: 1/1',
    ]);
});

test.each([
  ['arrived', true],
  ['triaged', true],
  ['in-progress', true],
  ['onleave', true],
  ['finished', true],
  ['planned', false],
  ['cancelled', false],
  ['entered-in-error', false],
])('an encounter with the status %s counts: %s', async (status, counts) => {
  const found = await figuresFrom({ clients: [adult], encounters: [visit('1', '2026-05-01T10:00:00Z', { status })] });
  expect(countsOf(found, 'asked-rate')).toEqual(counts ? ['2026-05 emergency: 0/1'] : []);
  expect(leftOutOf(found)).toEqual({});
});

test.each([
  ['2008-05-01', 'counts'],
  ['2008-05-02', 'is a minor'],
  ['2008-04', 'counts'],
  ['2008-05', 'age-unknown'],
  ['2008-06', 'is a minor'],
  ['2007', 'counts'],
  ['2008', 'age-unknown'],
  ['2009', 'is a minor'],
  ['', 'age-unknown'],
])('a client born on %s, seen on 1 May 2026, %s', async (birth_date, outcome) => {
  const client = { key: 'Patient/1', ...(birth_date ? { birth_date } : {}) };
  const found = await figuresFrom({ clients: [client], encounters: [visit('1', '2026-05-01T00:30:00+02:00')] });
  expect(countsOf(found, 'asked-rate')).toEqual(outcome === 'counts' ? ['2026-05 emergency: 0/1'] : []);
  expect(leftOutOf(found)).toEqual(outcome === 'age-unknown' ? { 'age-unknown': 1 } : {});
});

test('who was born on 29 February is of age on 1 March', async () => {
  const clients = [{ key: 'Patient/1', birth_date: '2008-02-29' }];
  const encounters = [visit('1', '2026-02-28T10:00:00Z'), visit('2', '2026-03-01T10:00:00Z')];
  expect(countsOf(await figuresFrom({ clients, encounters }), 'asked-rate')).toEqual(['2026-03 emergency: 0/1']);
});

test('encounters that cannot be judged are told', async () => {
  const { start: _, ...never } = visit('1', '');
  const found = await figuresFrom({
    clients: [adult],
    encounters: [
      never,
      visit('2', '2026'),
      visit('3', '2026-07-01T10:00:00Z'),
      visit('4', '2026-05-01T10:00:00Z', { client: 'Patient/9' }),
    ],
  });
  expect(countsOf(found, 'asked-rate')).toEqual([]);
  expect(leftOutOf(found)).toEqual({ 'no-start': 2, 'after-as-of': 1, 'unknown-client': 1 });
});

test('time to ask: hours to the first answer whatever it was, never below nothing', async () => {
  const found = await figuresFrom({
    clients: [adult],
    encounters: ['1', '2', '3', '4', '5'].map((key) => visit(key, '2026-05-01T10:00:00Z')),
    entries: [
      asked('1', '2026-05-01T12:00:00Z', 'declined'),
      asked('1', '2026-05-03T10:00:00Z', 'held'),
      asked('2', '2026-05-01T09:00:00Z', 'held'),
      asked('3', '2026-05-01T20:00:00Z', 'held'),
      asked('4', '2026-05-01T11:00:00Z'),
      asked('5', null as never, 'held', { day: '2026-05-01', authored: null }),
    ],
  });
  const spread = { count: 3, q1: 1, median: 2, q3: 6 };
  expect(found.spreads).toHaveLength(6);
  for (const when of ['2026-05', 'current', 'all'])
    for (const setting of ['emergency', 'all']) expect(found.spreads).toContainEqual({ when, setting, ...spread });
});

test('time to ask: months, periods and settings have spreads of their own, between neighbours where need be', async () => {
  const encounters = [
    visit('1', '2026-06-01T10:00:00Z'),
    visit('2', '2026-06-01T10:00:00Z', { class: 'AMB' }),
    visit('3', '2025-06-01T10:00:00Z'),
    visit('4', '2023-06-01T10:00:00Z'),
  ];
  const entries = encounters.map(({ start }, index) =>
    asked(String(index + 1), start.replace('T10', `T${11 + index}`), 'held'),
  );
  const { spreads } = await figuresFrom({ clients: [adult], encounters, entries });
  const median = (when: string, setting: string) =>
    spreads.find((cell) => cell.when === when && cell.setting === setting)?.median;
  expect(median('current', 'all')).toBe(1.5);
  expect(median('current', 'outpatient')).toBe(2);
  expect(median('previous', 'all')).toBe(3);
  expect(median('all', 'all')).toBe(2.5);
  expect(median('2023-06', 'emergency')).toBe(4);
});
