import type { FhirResource } from 'fhir/r4';
import { expect, test } from 'vitest';
import { createFhirClient } from '../fhir/client';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../mapping/canonical';
import { parseScopes } from '../session/scopes';
import { createFhirHost } from './fhir-host';
import { openRecord, type RecordContext } from './open-record';
import { planOf } from './plan-of';
import { settled } from './session-for-tests';
import { child } from './snapshot-for-tests';

const base = 'https://ehr.example/fhir';
type Answers = Record<string, object | number | (() => Promise<object>)>;

/** Answers that come when the test says so, in the order in which they were asked. */
function later() {
  const waiting: ((answer: object) => void)[] = [];
  const answer = () => new Promise<object>((resolve) => waiting.push(resolve));
  return { answer, count: () => waiting.length, arrive: (index: number, given: object) => waiting[index]?.(given) };
}
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));

const page = (resources: readonly object[], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next ? { link: [{ relation: 'next', url: `${base}/${next}` }] } : {}),
  entry: resources.map((resource) => ({ resource })),
});
const response = (step: 1 | 2, more: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  id: `q${step}`,
  identifier: { system: IDENTIFIER_SYSTEM, value: `u${step}` },
  questionnaire: `${questionnaireUrl(step)}|0.1.0`,
  status: 'completed',
  subject: { reference: 'Patient/a' },
  authored: '2026-11-25T10:00:00Z',
  ...more,
});
const patient = {
  resourceType: 'Patient',
  id: 'a',
  name: [{ given: ['Sofie'], family: 'Maes' }],
  birthDate: '1987-02-14',
};
const encounter = {
  resourceType: 'Encounter',
  id: 'e',
  status: 'in-progress',
  class: { code: 'IMP' },
  subject: { reference: 'Patient/a' },
};
const usual: Answers = {
  'Patient/a': patient,
  'Encounter/e': encounter,
  RelatedPerson: page([child('7', 'Lena')]),
  QuestionnaireResponse: page([response(1)]),
  'Practitioner/n': { resourceType: 'Practitioner', id: 'n', name: [{ text: 'Els Verhaegen' }] },
  metadata: { resourceType: 'CapabilityStatement' },
};

/** A host that answers by address; a number is a refusal, a function an answer that comes when it comes. */
function opened(changes: Answers = {}, more: Partial<RecordContext> = {}) {
  const answers: Answers = { ...usual, ...changes };
  const asked: string[] = [];
  const client = createFhirClient({
    base,
    fetch: async (address) => {
      const path = String(address).slice(base.length + 1);
      asked.push(path);
      const found = answers[path] ?? answers[path.split('?')[0] ?? ''] ?? 404;
      const answer = typeof found === 'function' ? await found() : found;
      return typeof answer === 'number'
        ? new Response('{"resourceType":"OperationOutcome","issue":[]}', { status: answer })
        : new Response(JSON.stringify(answer));
    },
  });
  const context: RecordContext = {
    patient: 'a',
    encounter: 'e',
    fhirUser: 'Practitioner/n',
    scopes: parseScopes('patient/*.crus'),
    ...more,
  };
  return { record: openRecord(createFhirHost(client), context), asked, answers };
}

async function read(changes: Answers = {}, more: Partial<RecordContext> = {}) {
  const { record } = opened(changes, more);
  await settled(record);
  return record.getSnapshot();
}

test('all four reads start at once, each is asked once, and what only a save needs is not asked', async () => {
  const { record, asked } = opened();
  await Promise.resolve();
  expect(asked.map((path) => path.split('?')[0]).sort()).toEqual([
    'Encounter/e',
    'Patient/a',
    'QuestionnaireResponse',
    'RelatedPerson',
  ]);
  const { searchParams } = new URL(asked.find((path) => path.startsWith('Questionnaire')) ?? '', `${base}/`);
  expect(searchParams.get('patient')).toBe('a');
  expect(searchParams.get('questionnaire')?.split(',')).toHaveLength(6);
  await settled(record);
  expect(asked).toHaveLength(4);
  expect(record.getSnapshot()).toMatchObject({
    patient: { state: 'loaded', whole: true, value: { name: 'Sofie Maes', birthDate: '1987-02-14' } },
    encounter: { state: 'loaded', value: { class: { code: 'IMP' } } },
    relatedPersons: { state: 'loaded', whole: true },
    entries: { state: 'loaded', whole: true },
    user: { state: 'not-asked' },
    capabilities: { state: 'not-asked' },
  });
});

test('user and capabilities are asked once, however often a save is prepared', async () => {
  const { record, asked } = opened();
  await Promise.all([record.loadForSaving(), record.loadForSaving()]);
  const snapshot = await record.loadForSaving();
  expect(snapshot.user).toMatchObject({ state: 'loaded', value: { name: 'Els Verhaegen' } });
  expect(snapshot.capabilities.state).toBe('loaded');
  expect(asked.filter((path) => path === 'metadata' || path === 'Practitioner/n')).toHaveLength(2);
});

test('the snapshot is the same object until something changes, and the plan is folded once', async () => {
  const { record } = opened();
  let told = 0;
  const stop = record.subscribe(() => told++);
  const before = record.getSnapshot();
  expect(record.getSnapshot()).toBe(before);
  await settled(record);
  const after = record.getSnapshot();
  expect(after).not.toBe(before);
  expect(planOf(after)).toBe(planOf({ ...after }));
  expect(told).toBe(4);
  stop();
  await record.loadForSaving();
  expect(told).toBe(4);
  expect(record.getSnapshot().entries).toBe(after.entries);
});

test('nothing is concluded while a read is running, and one that is in changes nothing about another', async () => {
  const entries = later();
  const { record } = opened({ QuestionnaireResponse: entries.answer });
  expect(planOf(record.getSnapshot()).reading).toEqual({
    entries: { 1: 'partial', 2: 'partial', 3: 'partial', 4: 'partial', 5: 'partial', 6: 'partial' },
    relatedPersons: 'partial',
  });
  await aMoment();
  expect(record.getSnapshot().relatedPersons.state).toBe('loaded');
  expect(planOf(record.getSnapshot()).reading).toMatchObject({ entries: { 1: 'partial' }, relatedPersons: 'whole' });
  entries.arrive(0, page([]));
  await settled(record);
  expect(planOf(record.getSnapshot()).reading.entries[1]).toBe('whole');
});

test('a patient without name or birth date is a patient', async () => {
  const { patient } = await read({ 'Patient/a': { resourceType: 'Patient', id: 'a' } });
  expect(patient).toEqual({
    state: 'loaded',
    whole: true,
    value: { id: 'a', deceased: false, resource: { resourceType: 'Patient', id: 'a' } },
  });
});

test('persons without name, with a partial date, inactive: each is kept as it is', async () => {
  const { name: _, ...nameless } = child('1', 'X', { birthDate: '2017-05' });
  const snapshot = await read({ RelatedPerson: page([nameless, child('2', 'Y', { active: false })]) });
  expect(snapshot.relatedPersons).toMatchObject({
    whole: true,
    value: {
      persons: [
        { id: '1', birthDate: '2017-05', active: true },
        { id: '2', given: 'Y', active: false },
      ],
    },
  });
  expect(planOf(snapshot).children.map(({ key }) => key)).toEqual(['RelatedPerson/1']);
});

const hundred = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => child(`k${from + index}`, `Kind ${from + index}`));

test('250 persons on three pages are all read', async () => {
  const { relatedPersons } = await read({
    RelatedPerson: page(hundred(0, 100), 'second?page=2'),
    'second?page=2': page(hundred(100, 100), 'third?page=3'),
    'third?page=3': page(hundred(200, 50)),
  });
  expect(relatedPersons).toMatchObject({ state: 'loaded', whole: true });
  expect(relatedPersons.state === 'loaded' && relatedPersons.value.persons).toHaveLength(250);
});

test('the first page is shown while the next is on its way, and is not taken for the whole', async () => {
  const second = later();
  const { record } = opened({ RelatedPerson: page(hundred(0, 100), 'second?page=2'), 'second?page=2': second.answer });
  await expect.poll(() => record.getSnapshot().relatedPersons.state).toBe('loaded');
  const first = record.getSnapshot();
  expect(first.relatedPersons).toMatchObject({ whole: false, value: { gaps: [{ reason: 'more-pages' }] } });
  expect(planOf(first).children).toHaveLength(100);
  expect(planOf(first).reading.relatedPersons).toBe('partial');
  await expect.poll(() => second.count()).toBe(1);
  second.arrive(0, page(hundred(100, 1)));
  await settled(record);
  expect(record.getSnapshot().relatedPersons).toMatchObject({ whole: true, value: { gaps: [] } });
  expect(planOf(record.getSnapshot()).children).toHaveLength(101);
});

test.each([
  ['warning', [{ reason: 'host-warned' }]],
  ['information', []],
])(
  'an OperationOutcome (%s) among the results is no result, and a warning makes the reading partial',
  async (severity, gaps) => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity, code: 'suppressed' }] };
    const { entries } = await read({ QuestionnaireResponse: page([response(1), outcome]) });
    expect(entries).toMatchObject({ state: 'loaded', whole: gaps.length === 0, value: { gaps } });
    expect(entries.state === 'loaded' && entries.value.entries).toHaveLength(1);
  },
);

test('where a further page does not come, the first stays and is known not to be all', async () => {
  const snapshot = await read({ RelatedPerson: page(hundred(0, 100), 'second?page=2'), 'second?page=2': 503 });
  expect(snapshot.relatedPersons).toMatchObject({ state: 'loaded', whole: false });
  expect(snapshot.relatedPersons).toMatchObject({ value: { gaps: [{ reason: 'more-than-read' }] } });
  expect(planOf(snapshot).children).toHaveLength(100);
  expect(planOf(snapshot).reading.relatedPersons).toBe('partial');
});

test('an entry of another patient is left out and makes the reading partial', async () => {
  const snapshot = await read({
    QuestionnaireResponse: page([response(1), response(2, { subject: { reference: 'Patient/b' } })]),
  });
  expect(snapshot.entries).toMatchObject({ whole: false, value: { gaps: [{ reason: 'other-patient', count: 1 }] } });
  const { entries, reading } = planOf(snapshot);
  expect(entries.map(({ step }) => step)).toEqual([1]);
  expect(reading.entries).toMatchObject({ 1: 'partial', 6: 'partial' });
});

test('an entry that is no valid FHIR is counted and does not lose the others', async () => {
  const snapshot = await read({ QuestionnaireResponse: page([response(1), response(2, { status: 'done' })]) });
  expect(snapshot.entries).toMatchObject({ whole: false, value: { gaps: [{ reason: 'unreadable', count: 1 }] } });
  expect(planOf(snapshot).entries).toHaveLength(1);
});

test('an entry of a newer version is kept and makes its own step partial', async () => {
  const newer = response(2, { questionnaire: `${questionnaireUrl(2)}|9.0.0`, item: [{ linkId: 's2.later' }] });
  const snapshot = await read({ QuestionnaireResponse: page([newer]) });
  expect(snapshot.entries).toMatchObject({ value: { gaps: [{ reason: 'newer-version', step: 2, count: 1 }] } });
  expect(planOf(snapshot).reading.entries).toMatchObject({ 1: 'whole', 2: 'partial' });
  expect(planOf(snapshot).entries[0]?.unknown).toHaveLength(1);
});

test.each([403, 500])('a %i on the entries leaves the rest usable and concludes nothing', async (status) => {
  const snapshot = await read({ QuestionnaireResponse: status });
  expect(snapshot.entries).toMatchObject({ state: 'failed', error: { code: `F-${status}` } });
  expect(snapshot.relatedPersons.state).toBe('loaded');
  const { children, reading } = planOf(snapshot);
  expect(children).toHaveLength(1);
  expect(reading).toMatchObject({ entries: { 1: 'partial' }, relatedPersons: 'whole' });
});

test('a failed read can be asked again, alone', async () => {
  const { record, asked, answers } = opened({ RelatedPerson: 403 });
  await settled(record);
  answers.RelatedPerson = page([child('7', 'Lena')]);
  const states: string[] = [];
  record.subscribe(() => states.push(record.getSnapshot().relatedPersons.state));
  const snapshot = await record.reload('relatedPersons');
  expect(states).toEqual(['loading', 'loaded']);
  expect(snapshot.relatedPersons).toMatchObject({ whole: true });
  expect(asked).toHaveLength(5);
});

test('an encounter of someone else is a failure of its own kind', async () => {
  const { encounter: shown } = await read({ 'Encounter/e': { ...encounter, subject: { reference: 'Patient/b' } } });
  expect(shown).toEqual({ state: 'failed', error: { kind: 'other-patient', code: 'R-001' } });
});

test('a launch without encounter, or without a user, asks for none', async () => {
  const client = createFhirClient({ base, fetch: async () => new Response('{}', { status: 404 }) });
  const record = openRecord(createFhirHost(client), { patient: 'a', scopes: parseScopes('') });
  expect((await record.loadForSaving()).user).toEqual({ state: 'loaded', value: undefined, whole: true });
  expect(record.getSnapshot().encounter).toEqual({ state: 'loaded', value: undefined, whole: true });
});

test('what a save wrote stays, when a list that was asked before it comes in after it', async () => {
  const entries = later();
  const { record } = opened({ QuestionnaireResponse: entries.answer });
  await record.takeIn([response(2) as FhirResource & { resourceType: 'QuestionnaireResponse' }]);
  await aMoment();
  entries.arrive(0, page([response(1)]));
  await settled(record);
  expect(planOf(record.getSnapshot()).entries.map(({ step }) => step)).toEqual([1, 2]);
});

test('of two answers to the same question the later question counts', async () => {
  const persons = later();
  const { record } = opened({ RelatedPerson: persons.answer });
  const again = record.reload('relatedPersons');
  await aMoment();
  persons.arrive(1, page([child('8', 'Noor')]));
  await again;
  persons.arrive(0, page([child('7', 'Lena')]));
  await settled(record);
  await aMoment();
  expect(record.getSnapshot().relatedPersons).toMatchObject({ value: { persons: [{ id: '8' }] } });
});
