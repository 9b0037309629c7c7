import { expect, test } from 'vitest';
import { QUESTIONNAIRE_VERSION, questionnaireUrl } from '../mapping/canonical';
import type { Figures } from './figures';
import { countsOf, figuresFrom, leftOutOf, type TestEntry } from './indicators/tables-for-tests';

const entriesOf = ({ entries }: Figures): string[] =>
  entries.map(({ step, month, setting, entries }) => `${step} ${month} ${setting}: ${entries}`).sort();
const figures = (...entries: TestEntry[]) => figuresFrom({ entries });

test('nothing at all makes no figure', async () => {
  const { asOf, ...rest } = await figuresFrom({});
  expect(asOf).toBe('2026-06-30');
  expect(rest).toEqual({ counts: [], entries: [], spreads: [], funnel: [], leftOut: [] });
});

test('entries are counted by step, month and setting', async () => {
  const found = await figures(
    { step: 1, day: '2026-05-31', setting: 'gp' },
    { step: 1, day: '2026-05-01', setting: 'gp' },
    { step: 1, day: '2026-06-01', setting: 'gp' },
    { step: 6, day: '2026-06-01', setting: 'justice' },
    { step: 2, day: '2026-06-01', setting: 'elsewhere' },
  );
  expect(entriesOf(found)).toEqual([
    '1 2026-05 gp: 2',
    '1 2026-06 gp: 1',
    '2 2026-06 unknown: 1',
    '6 2026-06 justice: 1',
  ]);
  expect(leftOutOf(found)).toEqual({});
});

test.each([
  ['EMER', 'emergency'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['NONAC', 'inpatient'],
  ['AMB', 'outpatient'],
  ['VR', 'outpatient'],
  ['HH', 'unknown'],
])('without an answer of its own an entry has the setting of its encounter: %s', async (code, setting) => {
  const encounters = [{ key: 'Encounter/1', status: 'planned', class: code, client: 'Patient/1' }];
  const entry = { day: '2026-06-01', encounter: 'Encounter/1' };
  expect(entriesOf(await figuresFrom({ encounters, entries: [entry] }))).toEqual([`1 2026-06 ${setting}: 1`]);
  const own = { ...entry, setting: 'welfare' };
  expect(entriesOf(await figuresFrom({ encounters, entries: [own] }))).toEqual(['1 2026-06 welfare: 1']);
});

test.each<[string, TestEntry]>([
  ['unknown-questionnaire', { day: '2026-06-01', questionnaire: `${questionnaireUrl(1)}|9.9.9` }],
  ['unknown-questionnaire', { day: '2026-06-01', questionnaire: `${questionnaireUrl(1)}-else` }],
  ['not-finished', { day: '2026-06-01', status: 'in-progress' }],
  ['not-finished', { day: '2026-06-01', status: 'stopped' }],
  ['in-error', { day: '2026-06-01', status: 'entered-in-error' }],
  ['no-day', { authored: null }],
  ['no-day', { authored: '2026-06' }],
  ['no-client', { day: '2026-06-01', client: null }],
  ['after-as-of', { day: '2026-07-01' }],
])('an entry is left out, and told: %s', async (reason, entry) => {
  const found = await figures(entry);
  expect(entriesOf(found)).toEqual([]);
  expect(leftOutOf(found)).toEqual({ [reason]: 1 });
});

test('a response to a questionnaire without a version counts, and so does one to the version of this release', async () => {
  const found = await figures(
    { day: '2026-06-01', questionnaire: questionnaireUrl(3) },
    { day: '2026-06-01', questionnaire: `${questionnaireUrl(3)}|${QUESTIONNAIRE_VERSION}`, status: 'amended' },
  );
  expect(entriesOf(found)).toEqual(['3 2026-06 unknown: 2']);
});

test.each<[string, TestEntry, string]>([
  ['the contact date', { day: '2026-05-31', authored: '2026-06-02T10:00:00+02:00' }, '2026-05'],
  ['never after it was written', { day: '2026-06-01', authored: '2026-05-31T10:00:00+02:00' }, '2026-05'],
  ['the day of writing in Belgium', { authored: '2026-05-31T22:30:00Z' }, '2026-06'],
  ['the day of writing for a contact date that is not whole', { day: '2026-04', authored: '2026-05-31' }, '2026-05'],
])('the day of an entry is %s', async (_, entry, month) => {
  expect(entriesOf(await figures(entry))).toEqual([`1 ${month} unknown: 1`]);
});

test('an entry that does not say when it was written is counted on its contact date, with a note', async () => {
  const found = await figures({ day: '2026-06-01', authored: null });
  expect(entriesOf(found)).toEqual(['1 2026-06 unknown: 1']);
  expect(leftOutOf(found)).toEqual({ 'no-authored': 1 });
});

test('of an entry that is there more than once the newest version counts', async () => {
  const versions: TestEntry[] = [
    { id: 'a', day: '2026-01-01', version: '9', updated: '2026-06-01T10:00:00Z' },
    { id: 'a', day: '2026-02-01', version: '10', updated: '2026-06-01T12:00:00+02:00' },
    { id: 'a', day: '2026-03-01', version: '11', updated: '2026-06-01T09:00:00Z' },
  ];
  for (const order of [versions, versions.toReversed()]) {
    const found = await figures(...order);
    expect(entriesOf(found)).toEqual(['1 2026-02 unknown: 1']);
    expect(leftOutOf(found)).toEqual({ duplicate: 2 });
  }
});

test('a version that is there twice counts once, and so do its answers and children', async () => {
  const same: TestEntry = {
    id: 'a',
    step: 4,
    day: '2026-06-01',
    version: '1',
    answers: { 's4.advies.bij': ['vk', 'ocj'] },
  };
  const lists: TestEntry = {
    id: 'b',
    day: '2026-06-01',
    answers: { 's1.aantal': 1 },
    children: [{ has_name: true }, { has_name: true }, { birth_date: '2020' }],
  };
  const found = await figures(same, lists, same, same, lists);
  expect(countsOf(found, 'childrens-data')).toEqual(['2026-06 unknown: 0/3']);
  expect(countsOf(found, 'advice-use')).toEqual(['2026-06 unknown: 2/0']);
  expect(leftOutOf(found)).toEqual({ duplicate: 3 });
});

test('the answers and children of an older version do not count', async () => {
  const found = await figures(
    { id: 'a', day: '2026-06-01', version: '1', answers: { 's1.aantal': 5 }, children: [{}, {}] },
    { id: 'a', day: '2026-06-01', version: '2', answers: { 's1.aantal': 1 }, children: [] },
  );
  expect(found.counts).toEqual([
    { measure: 'childrens-data', month: '2026-06', setting: 'unknown', numerator: 0, denominator: 1 },
  ]);
});

test('one entry under two keys counts once, in its newest version; another client is another entry', async () => {
  const found = await figures(
    { id: 'a', key: 'QuestionnaireResponse/1', day: '2026-01-01', updated: '2026-06-02T00:00:00Z' },
    { id: 'a', key: 'QuestionnaireResponse/2', day: '2026-02-01', updated: '2026-06-01T00:00:00Z' },
    { id: 'a', key: 'QuestionnaireResponse/3', day: '2026-03-01', client: 'Patient/2' },
  );
  expect(entriesOf(found)).toEqual(['1 2026-01 unknown: 1', '1 2026-03 unknown: 1']);
  expect(leftOutOf(found)).toEqual({ duplicate: 1 });
});

test('encounters, clients and persons that are there twice are told as well', async () => {
  const once = { key: 'a', status: 'planned' };
  const found = await figuresFrom({ encounters: [once, once], clients: [once, once], persons: [once, once] });
  expect(leftOutOf(found)).toEqual({ duplicate: 3 });
});

test('with a service chosen only its encounters and the entries in them count', async () => {
  const visit = { status: 'finished', class: 'AMB', client: 'Patient/1', start: '2026-06-01T10:00:00Z' };
  const tables = {
    clients: [{ key: 'Patient/1', birth_date: '1980-01-01' }],
    encounters: [
      { ...visit, key: 'Encounter/1', service: 'Organization/1' },
      { ...visit, key: 'Encounter/2', service: 'Organization/2' },
      { ...visit, key: 'Encounter/3' },
    ],
    entries: [
      { day: '2026-06-01', encounter: 'Encounter/1' },
      { day: '2026-06-01', encounter: 'Encounter/2' },
      { day: '2026-06-01', encounter: 'Encounter/4' },
      { day: '2026-06-01' },
    ],
  };
  const all = await figuresFrom(tables);
  expect(all.counts.map(({ denominator }) => denominator)).toEqual([3]);
  expect(entriesOf(all)).toEqual(['1 2026-06 outpatient: 2', '1 2026-06 unknown: 2']);
  const one = await figuresFrom(tables, { service: 'Organization/1' });
  expect(one.counts.map(({ denominator }) => denominator)).toEqual([1]);
  expect(entriesOf(one)).toEqual(['1 2026-06 outpatient: 1']);
  expect(leftOutOf(one)).toEqual({ 'other-service': 5 });
});

test('the funnel counts clients once per step and period; step 1 only where the conversation was held', async () => {
  const held = { answers: { 's1.uitkomst': 'held' } };
  const found = await figures(
    { day: '2025-07-01', ...held },
    { day: '2026-06-30', ...held },
    { day: '2025-06-30', ...held, client: 'Patient/2' },
    { day: '2024-07-01', ...held, client: 'Patient/3' },
    { day: '2024-06-30', ...held, client: 'Patient/4' },
    { day: '2026-06-01', answers: { 's1.uitkomst': 'declined' }, client: 'Patient/5' },
    { day: '2026-06-01', step: 3, client: 'Patient/5' },
  );
  const cells = found.funnel.map(({ period, step, clients }) => `${period} ${step}: ${clients}`).sort();
  expect(cells).toEqual(['all 1: 4', 'all 3: 1', 'current 1: 1', 'current 3: 1', 'previous 1: 2']);
});
