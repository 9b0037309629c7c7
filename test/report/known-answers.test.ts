import { expect, test } from 'vitest';
import { differences } from './cells';
import { cases } from './generate/generate';
import type { CaseTruth, EntryTruth, Said } from './generate/truth';
import { AS_OF, cellsFrom } from './population-for-tests';

// What must come out is known here without computing it: nothing but the SQL is asked.

const clean = [...cases({ seed: 40, entries: 400, asOf: AS_OF, trouble: 0 })];
const all = clean.flatMap(({ entries }) => entries);
const before = cellsFrom(clean);

/** The same cases with their entries made anew, each into one or several. */
const entriesAs = (make: (entry: EntryTruth, index: number) => EntryTruth[]): CaseTruth[] =>
  clean.map((told) => ({ ...told, entries: told.entries.flatMap(make) }));

const hoursLater = ({ lastUpdated = '' }: EntryTruth, hours: number): string =>
  new Date(Date.parse(lastUpdated) + hours * 3_600_000).toISOString();
const wrong: Said = {
  outcome: 'held',
  count: 9,
  gut: 'yes',
  alarming: 'yes',
  newSignal: true,
  contactOn: '2026-01-01',
};

const again = (entry: EntryTruth) => ({
  ...entry,
  id: `${entry.id}-2`,
  ownId: `2-${entry.ownId}`,
  lastUpdated: hoursLater(entry, 5),
});
const correct = (entry: EntryTruth, kind: 'replaces' | 'withdraws') => ({
  ...again(entry),
  corrects: { entry: entry.ownId ?? '', kind },
});
/** What a correction is withdrawn by */
const undo = (entry: EntryTruth): EntryTruth => ({
  ...entry,
  id: `${entry.id}-3`,
  ownId: `3-${entry.ownId}`,
  said: {},
  corrects: { entry: `2-${entry.ownId}`, kind: 'withdraws' },
});

/** Ways to store the same facts, and how many more resources are left out for which reason. */
const SAME: readonly [
  name: string,
  make: (entry: EntryTruth) => EntryTruth[],
  leftOut: Readonly<Record<string, number>>,
][] = [
  ['amended entries', (entry) => [{ ...entry, status: 'amended' }], {}],
  [
    'an earlier version of each, exported too',
    (entry) => [entry, { ...entry, versionId: '0', lastUpdated: hoursLater(entry, -30), said: wrong }],
    { duplicate: 1 },
  ],
  [
    'a version of the same instant with a lower number',
    (entry) => [
      { ...entry, versionId: '9', said: wrong },
      { ...entry, versionId: '10' },
    ],
    { duplicate: 1 },
  ],
  ['each exported twice as it is', (entry) => [entry, entry], { duplicate: 1 }],
  [
    'each sent twice under another id, the second time right',
    (entry) => [{ ...entry, id: `${entry.id}-0`, lastUpdated: hoursLater(entry, -1), said: wrong }, entry],
    { duplicate: 1 },
  ],
  [
    'each replaced',
    (entry) => [
      { ...entry, said: wrong },
      { ...correct(entry, 'replaces'), lastUpdated: entry.lastUpdated ?? '' },
    ],
    { corrected: 1 },
  ],
  [
    'a wrong one beside each, withdrawn',
    (entry) => [entry, { ...again(entry), said: wrong }, undo(entry)],
    { corrected: 1, withdrawal: 1 },
  ],
  [
    'each withdrawn, and that withdrawn again',
    (entry) => [entry, { ...correct(entry, 'withdraws'), said: {} }, undo(entry)],
    { corrected: 1, withdrawal: 1 },
  ],
  [
    'a wrong one beside each, made in error',
    (entry) => [entry, { ...again(entry), said: wrong, status: 'entered-in-error' }],
    { 'in-error': 1 },
  ],
  [
    'a wrong one beside each, never finished',
    (entry) => [entry, { ...again(entry), said: wrong, status: 'in-progress' }],
    { 'not-finished': 1 },
  ],
  [
    'a wrong one beside each, of another release',
    (entry) => [entry, { ...again(entry), said: wrong, release: '|7.0.0' }],
    { 'unknown-questionnaire': 1 },
  ],
  [
    'a wrong one beside each, about nobody',
    (entry) => [entry, without({ ...again(entry), said: wrong }, 'client')],
    { 'no-client': 1 },
  ],
  [
    'a wrong one beside each, without a day',
    (entry) => [entry, without({ ...again(entry), said: wrong }, 'authored', 'contactDate')],
    { 'no-day': 1 },
  ],
  [
    'a child expected, asked of everyone',
    (entry) => [entry.step === 1 ? { ...entry, said: { ...entry.said, expecting: 'yes', due: '2026-12-24' } } : entry],
    {},
  ],
];

const without = (entry: EntryTruth, ...keys: (keyof EntryTruth)[]): EntryTruth =>
  Object.fromEntries(
    Object.entries(entry).filter(([key]) => !keys.includes(key as keyof EntryTruth)),
  ) as unknown as EntryTruth;

test.each(SAME)('%s: the same figures', async (_, make, leftOut) => {
  const expected = new Map(await before);
  for (const [reason, each] of Object.entries(leftOut))
    expected.set(`left out: ${reason}`, (expected.get(`left out: ${reason}`) ?? 0) + each * all.length);
  expect(differences(await cellsFrom(entriesAs(make)), expected)).toEqual([]);
});

test('a withdrawn entry leaves what it would have been without it', async () => {
  const some = (index: number) => index % 3 === 0;
  const kept = await cellsFrom(entriesAs((entry, index) => (some(index) ? [] : [entry])));
  const gone = await cellsFrom(
    entriesAs((entry, index) => [entry, ...(some(index) ? [{ ...correct(entry, 'withdraws'), said: {} }] : [])]),
  );
  const counted = clean.flatMap(({ entries }) => entries.filter((_, index) => some(index))).length;
  kept.set('left out: corrected', counted);
  kept.set('left out: withdrawal', counted);
  expect(differences(gone, kept)).toEqual([]);
});

test('the two services and what belongs to neither add up to the whole', async () => {
  const names = ['psychiatry', 'emergency-department'];
  // A contact without a service, and an entry without a contact, belong to neither.
  const whole = await cellsFrom(
    clean.map((told) => {
      const encounters = told.encounters.filter(({ service }) => service);
      const known = new Set(encounters.map(({ id }) => id));
      return { ...told, encounters, entries: told.entries.filter(({ encounter }) => known.has(encounter ?? '')) };
    }),
  );
  const parts = await Promise.all(names.map((name) => cellsFrom(clean, name)));
  for (const measure of ['asked-rate', 'reasons-present', 'advice-use', 'entries']) {
    const sum = (cells: ReadonlyMap<string, number>) =>
      [...cells].filter(([name]) => name.startsWith(measure)).reduce((total, [, value]) => total + value, 0);
    expect(parts.reduce((total, part) => total + sum(part), 0)).toBe(sum(whole));
    expect(sum(whole)).toBeGreaterThan(10);
  }
});
