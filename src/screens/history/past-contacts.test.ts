import { expect, test } from 'vitest';
import type { Entry, Step } from '../../plan/entry';
import { standing } from '../../plan/standing';
import { goneEntries, pastContacts, recordedOn, stepsOf } from './past-contacts';

const entry = (id: string, step: Step, more: Partial<Entry> = {}): Entry => ({
  id,
  step,
  contactDate: '2026-11-24',
  recordedAt: '2026-11-24T09:00:00.000Z',
  status: 'completed',
  answers: {},
  author: 'Nele',
  encounter: 'Encounter/1',
  ...more,
});
const past = (...entries: readonly Entry[]) => pastContacts(entries.map((one) => ({ entry: one })));

test('what one person recorded on one day during one encounter is one contact, by step', () => {
  const contacts = past(entry('c', 3), entry('a', 1), entry('b', 2));
  expect(contacts.map((contact) => [contact.date, contact.author, stepsOf(contact)])).toEqual([
    ['2026-11-24', 'Nele', [1, 2, 3]],
  ]);
});

test.each([
  ['another day', { contactDate: '2026-11-23' }],
  ['another person', { author: 'Pieter' }],
  ['nobody named', { author: undefined }],
  ['another encounter', { encounter: 'Encounter/2' }],
] as const)('%s is another contact', (_, more) => {
  const { author, ...rest } = entry('b', 3);
  const other = { ...rest, ...('author' in more && more.author === undefined ? {} : { author, ...more }) } as Entry;
  expect(past(entry('a', 1), other)).toHaveLength(2);
});

test('one person with and without a name is one, two who share a name are two', () => {
  const authorReference = 'Practitioner/1';
  const { author: _, ...unnamed } = entry('a', 1, { authorReference });
  const named = entry('b', 2, { authorReference });
  expect(past(unnamed, named).map(({ author }) => author)).toEqual(['Nele']);
  expect(past(named, entry('c', 3, { authorReference: 'Practitioner/2' }))).toHaveLength(2);
});

test.each([
  ['a version of the encounter', { encounter: 'Encounter/1/_history/3' }],
  ['the server with the encounter', { encounter: 'https://ehr.example/fhir/Encounter/1' }],
  ['a version of the author', { authorReference: 'Practitioner/1/_history/2' }],
  ['the server with the author', { authorReference: 'https://ehr.example/fhir/Practitioner/1' }],
])('who names %s names the same', (_, more) => {
  const authorReference = 'Practitioner/1';
  const entries = [entry('a', 1, { authorReference }), entry('b', 2, { authorReference, ...more })];
  const contacts = pastContacts(
    entries.map((one) => ({ entry: one })),
    'https://ehr.example/fhir',
  );
  expect(contacts.map(stepsOf)).toEqual([[1, 2]]);
});

test('a practitioner of another server is another person', () => {
  const here = entry('a', 1, { authorReference: 'Practitioner/1' });
  const there = entry('b', 2, { authorReference: 'https://other.example/fhir/Practitioner/1' });
  expect(pastContacts([{ entry: here }, { entry: there }], 'https://ehr.example/fhir')).toHaveLength(2);
});

test('a step recorded twice in one contact is named once and shown twice', () => {
  const [contact] = past(
    entry('b', 1, { recordedAt: '2026-11-24T11:00:00.000Z' }),
    entry('a', 1, { recordedAt: '2026-11-24T10:00:00.000Z' }),
  );
  expect(contact && stepsOf(contact)).toEqual([1]);
  expect(contact?.entries.map(({ entry: { id } }) => id)).toEqual(['a', 'b']);
});

test('the newest contact comes first, and one with a date in the future counts on the day of writing', () => {
  const contacts = past(
    entry('old', 1, { contactDate: '2026-01-02' }),
    entry('typo', 1, { contactDate: '2062-11-23', recordedAt: '2026-11-23T09:00:00.000Z' }),
    entry('new', 1),
  );
  expect(contacts.map(({ entries }) => entries[0]?.entry.id)).toEqual(['new', 'typo', 'old']);
});

test('a thousand entries are grouped without being compared each with each', () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    entry(`e${index}`, ((index % 3) + 1) as Step, { author: `A${Math.floor(index / 3)}` }),
  );
  const start = performance.now();
  expect(past(...many)).toHaveLength(334);
  expect(performance.now() - start).toBeLessThan(500);
});

test('what no longer counts is told with how and why', () => {
  const read = [
    entry('stays', 1),
    entry('error', 2, {
      status: 'entered-in-error',
      corrects: { entry: 'error', kind: 'withdraws', reason: 'dubbel' },
    }),
    entry('old', 3),
    entry('better', 3, { corrects: { entry: 'old', kind: 'replaces', reason: 'verkeerd ingevuld' } }),
    entry('wrong', 4),
    entry('takesBack', 4, { corrects: { entry: 'wrong', kind: 'withdraws' } }),
    entry('draft', 5, { status: 'in-progress' }),
  ];
  expect(goneEntries(read, standing(read)).map(({ entry: { id }, gone }) => [id, gone])).toEqual([
    ['error', { how: 'withdrawn', reason: 'dubbel' }],
    ['old', { how: 'replaced', reason: 'verkeerd ingevuld' }],
    ['wrong', { how: 'withdrawn' }],
  ]);
});

test('of two corrections the one that holds is told, not the one that was taken back', () => {
  const read = [
    entry('old', 3),
    entry('holds', 3, { corrects: { entry: 'old', kind: 'replaces', reason: 'later vernomen' } }),
    entry('mistake', 3, { corrects: { entry: 'old', kind: 'replaces', reason: 'vergist' } }),
    entry('undone', 3, { corrects: { entry: 'mistake', kind: 'withdraws', reason: 'dubbel' } }),
    entry('neither', 3, { status: 'entered-in-error', corrects: { entry: 'old', kind: 'withdraws', reason: 'fout' } }),
  ];
  const told = goneEntries(read, standing(read)).find(({ entry: { id } }) => id === 'old');
  expect(told?.gone).toEqual({ how: 'replaced', reason: 'later vernomen' });
});

test('an entry that was replaced, and its replacement too, is told with the reason of its own', () => {
  const read = [
    entry('c', 3, { corrects: { entry: 'b', kind: 'replaces', reason: 'tweede' } }),
    entry('b', 3, { corrects: { entry: 'a', kind: 'replaces', reason: 'eerste' } }),
    entry('a', 3),
  ];
  expect(goneEntries(read, standing(read)).map(({ entry: { id }, gone }) => [id, gone?.reason])).toEqual([
    ['b', 'tweede'],
    ['a', 'eerste'],
  ]);
});

test('an entry that was amended in place still counts', () => {
  const read = [entry('a', 1, { status: 'amended', corrects: { entry: 'a', kind: 'replaces', reason: 'later' } })];
  expect(goneEntries(read, standing(read))).toEqual([]);
});

test('the day of recording is told only when it is another day in Belgium', () => {
  expect(recordedOn(entry('a', 1))).toBeUndefined();
  expect(recordedOn(entry('a', 1, { recordedAt: '2026-11-24T23:30:00.000Z' }))).toBe('2026-11-25');
  expect(recordedOn(entry('a', 1, { recordedAt: '' }))).toBeUndefined();
});
