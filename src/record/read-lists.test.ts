import type { QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { expect, test } from 'vitest';
import { questionnaireUrl } from '../mapping/canonical';
import { parseScopes } from '../session/scopes';
import { isNewer, readEntries } from './read-entries';
import { entriesOf, personsOf, type Reader } from './read-lists';

const reader: Reader = {
  base: 'https://ehr.example/fhir',
  patient: 'a',
  scopes: parseScopes('patient/RelatedPerson.rs patient/QuestionnaireResponse.rs'),
};
const found = <T>(...resources: T[]) => ({ resources, unreadable: 0, truncated: false });
const person = (id: string | undefined, patient: string): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  ...(id ? { id } : {}),
  patient: { reference: patient },
});
const response = (id: string, more: Partial<QuestionnaireResponse> = {}): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id,
  questionnaire: `${questionnaireUrl(2)}|0.1.0`,
  status: 'completed',
  subject: { reference: 'Patient/a' },
  authored: '2026-11-25T10:00:00Z',
  ...more,
});

test('a list without any flaw has no gap, with relative and absolute references alike', () => {
  const list = personsOf(found(person('1', 'Patient/a'), person('2', 'https://ehr.example/fhir/Patient/a')), reader);
  expect(list.persons.map(({ id }) => id)).toEqual(['1', '2']);
  expect(list.gaps).toEqual([]);
});

test('a person of another patient, of another server or of no one is left out and counted', () => {
  const list = personsOf(
    found(
      person('1', 'Patient/a'),
      person('2', 'Patient/b'),
      person('3', 'https://other.example/fhir/Patient/a'),
      person('4', ''),
    ),
    reader,
  );
  expect(list.resources.map(({ id }) => id)).toEqual(['1']);
  expect(list.gaps).toEqual([{ reason: 'other-patient', count: 3 }]);
});

test('what the wire could not read, what has no id, what was cut off and what the host warned of are gaps', () => {
  const list = personsOf(
    { resources: [person(undefined, 'Patient/a')], unreadable: 2, truncated: true, warned: true },
    reader,
  );
  expect(list.gaps).toEqual([
    { reason: 'unreadable', count: 3 },
    { reason: 'more-than-read' },
    { reason: 'host-warned' },
  ]);
});

test('a scope that is narrowed by a query hides what it does not cover', () => {
  const narrowed = { ...reader, scopes: parseScopes('patient/QuestionnaireResponse.rs?status=completed') };
  expect(readEntries(found(response('1')), narrowed).gaps).toEqual([{ reason: 'scope-narrowed' }]);
});

test('an entry of another patient never reaches the plan', () => {
  const list = readEntries(found(response('1', { subject: { reference: 'Patient/b' } })), reader);
  expect(list.entries).toEqual([]);
  expect(list.gaps).toEqual([{ reason: 'other-patient', count: 1 }]);
});

test('a response to another Questionnaire is counted and is no gap', () => {
  const list = readEntries(found(response('1', { questionnaire: 'https://other.example/q' }), response('2')), reader);
  expect(list.entries.map(({ step }) => step)).toEqual([2]);
  expect(list).toMatchObject({ notOurs: 1, gaps: [] });
});

test('an entry of a newer version with an item that is not known is a gap of its step alone', () => {
  const newer = response('1', { questionnaire: `${questionnaireUrl(2)}|0.2.0`, item: [{ linkId: 's2.nieuw' }] });
  const list = readEntries(found(newer, response('2')), reader);
  expect(list.entries).toHaveLength(2);
  expect(list.gaps).toEqual([{ reason: 'newer-version', count: 1, step: 2 }]);
});

test('an answer of ours with another kind of value does not vanish: its step is not read whole, in any version', () => {
  const odd = response('1', { item: [{ linkId: 's2.acuut', answer: [{ valueBoolean: true }] }] });
  expect(readEntries(found(odd), reader).gaps).toEqual([{ reason: 'newer-version', count: 1, step: 2 }]);
  const reason = (answer: object) => ({
    linkId: 's2.redenen',
    item: [{ linkId: 's2.redenen.tekst', answer: [answer] }],
  });
  const second = response('1', { item: [reason({ valueString: 'x' }), reason({ valueInteger: 1 })] });
  expect(readEntries(found(second), reader).gaps).toHaveLength(1);
  const stranger = response('1', { item: [{ linkId: 'theirs', answer: [{ valueBoolean: true }] }] });
  expect(readEntries(found(stranger), reader).gaps).toEqual([]);
});

test('a newer version of which everything is understood is no gap', () => {
  const newer = response('1', { questionnaire: `${questionnaireUrl(2)}|9.0.0` });
  expect(readEntries(found(newer), reader).gaps).toEqual([]);
});

test.each([
  ['0.1.1', '0.1.0', true],
  ['0.10.0', '0.9.9', true],
  ['0.1.0', '0.1.0', false],
  ['0.0.9', '0.1.0', false],
  [undefined, '0.1.0', false],
])('version %s is newer than %s: %s', (version, than, expected) => {
  expect(isNewer(version, than)).toBe(expected);
});

test('an empty list is read as it is with what reads entries, which is not fetched for it', async () => {
  const flawed = { ...found<QuestionnaireResponse>(), unreadable: 2, truncated: true, warned: true, foreign: 1 };
  for (const list of [found<QuestionnaireResponse>(), flawed])
    expect(await entriesOf(list, reader)).toEqual(readEntries(list, reader));
});
