import { afterEach, expect, test } from 'vitest';
import { createFhirClient } from '../../src/fhir/client';
import { type Received, type Reply, serve } from '../../src/fhir/http-server-for-tests';
import { parseJson } from '../../src/fhir/json';
import { foldPlan } from '../../src/plan/fold';
import { candidates } from '../../src/plan/same-child';
import { duplicatesIn } from '../../src/record/duplicates';
import { createFhirHost } from '../../src/record/fhir-host';
import { openRecord } from '../../src/record/open-record';
import { settled } from '../../src/record/session-for-tests';
import { child } from '../../src/record/snapshot-for-tests';
import { parseScopes } from '../../src/session/scopes';
import { entry, reading } from '../differential/fixtures';
import { quietConsole } from './property';

quietConsole();

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

async function host(answer: (request: Received, origin: string) => Reply) {
  const server = await serve(answer);
  cleanUp.push(server.close);
  return { server, client: createFhirClient({ base: `${server.origin}/fhir`, accessToken: async () => 'secret' }) };
}

/** What is generous for a busy machine, and a second or less on an idle one: quadratic work on large input takes minutes. */
const BOUND_MS = 10_000;

function expectSoon(work: () => unknown): void {
  const start = performance.now();
  work();
  expect(performance.now() - start).toBeLessThan(BOUND_MS);
}

const searchset = (entry: unknown, next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry,
  ...(next ? { link: [{ relation: 'next', url: next }] } : {}),
});
const found = (resource: unknown) => ({ resource, search: { mode: 'match' } });

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', `${'{"contained":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['unfinished lists', '['.repeat(1_000_000)],
  ['a resource around them', `{"resourceType":"Patient","id":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
])('100,000 nested %s are refused, as an answer and as a text', async (_, text) => {
  const { client } = await host(() => ({ body: text }));
  expect(await client.read('Patient', 'a')).toMatchObject({ ok: false, error: { code: 'F-004' } });
  expect(await client.search('Patient', {})).toMatchObject({ ok: false, error: { code: 'F-004' } });
  expectSoon(() => expect(parseJson(text)).toBeUndefined());
});

test('a record whose every list pages forever is read up to the bound, and known not to be all', async () => {
  const { client, server } = await host(({ path }, origin) => {
    const at = Number(/page=(\d+)/.exec(path)?.[1] ?? 0);
    if (path.startsWith('/fhir/Patient')) return { body: { resourceType: 'Patient', id: 'a' } };
    const type = path.includes('RelatedPerson') ? 'RelatedPerson' : 'QuestionnaireResponse';
    const one = type === 'RelatedPerson' ? [found(child(`p${at}`, 'Tuur'))] : [];
    return { body: searchset(one, `${origin}/fhir/${type}?page=${at + 1}`) };
  });
  const record = openRecord(createFhirHost(client), { patient: 'a', scopes: parseScopes('patient/*.rs') });
  await settled(record);
  const { relatedPersons, entries } = record.getSnapshot();
  for (const list of [relatedPersons, entries])
    expect(list).toMatchObject({ state: 'loaded', whole: false, value: { gaps: [{ reason: 'more-than-read' }] } });
  expect(server.requests.length).toBeLessThanOrEqual(1 + 3 * 25);
});

test('a page without end is read up to the bound, and what is left is told', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => found(child(`p${index}`, 'Tuur')));
  const { client } = await host(() => ({ body: searchset(many) }));
  const answer = await client.search('RelatedPerson', {});
  expect(answer).toMatchObject({ ok: true, value: { truncated: true } });
  expect(answer.ok && answer.value.resources.length).toBe(1000);
});

test.each([
  ['another type that the app knows', { resourceType: 'Patient', id: 'b' }],
  ['a type that it does not know', { resourceType: 'Basic', id: 'b' }],
  ['what was asked elsewhere', { resourceType: 'QuestionnaireResponse', status: 'completed' }],
])('a search answered with %s is no sign that there is nothing', async (_, resource) => {
  const { client } = await host(() => ({ body: searchset([found(resource), { resource }]) }));
  expect(await client.search('RelatedPerson', {})).toMatchObject({ ok: true, value: { resources: [], unreadable: 2 } });
});

test('what was not asked is no sign of it either, and what comes along is kept apart', async () => {
  const along = { resource: { resourceType: 'Patient', id: 'b' }, search: { mode: 'include' } };
  const { client } = await host(() => ({ body: searchset([along]) }));
  expect(await client.search('RelatedPerson', {})).toMatchObject({
    ok: true,
    value: { unreadable: 0, included: [{ id: 'b' }] },
  });
});

test.each(['.', '..', '%2e%2e', '../Patient/b', 'a/../b', 'a?_format=json', 'a#b', ''])(
  'an id %j is none, and is never asked for',
  async (id) => {
    const { client, server } = await host(() => ({ body: searchset([found({ resourceType: 'Patient', id })]) }));
    expect(await client.read('Patient', id)).toMatchObject({ ok: false, error: { code: 'F-005' } });
    expect(server.requests).toEqual([]);
    expect(await client.search('Patient', {})).toMatchObject({ ok: true, value: { resources: [], unreadable: 1 } });
  },
);

const LONG = 'x'.repeat(10_000);
const persons = (count: number, given: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    uuid: `u${index}`,
    given: given(index),
    family: 'Maes',
    birthDate: '2017-05-02',
    active: true,
    child: true,
  }));

test('names of 10,000 characters, and a thousand persons, are compared in time', () => {
  const long = persons(60, (index) => `${LONG}${index}`);
  expectSoon(() => expect(duplicatesIn(long)).toEqual([]));
  expectSoon(() => candidates({ given: `${LONG}7`, family: 'Maes', birthDate: '2017-05-02' }, long));
  expectSoon(() => duplicatesIn(persons(1000, (index) => `Naam${index}`)));
});

test('a thousand entries that withdraw one another, in a row and in a circle, are folded in time', () => {
  const row = (last: number) =>
    Array.from({ length: 1000 }, (_, index) => ({
      ...entry(`e${index}`, 1, '2026-11-01'),
      corrects: { entry: `e${index === 0 ? last : index - 1}`, kind: 'withdraws' as const },
    }));
  for (const entries of [row(-1), row(999)]) expectSoon(() => foldPlan(entries, [], reading()));
});

test('a thousand decisions that each follow a thousand others are folded in time', () => {
  const follows = Array.from({ length: 1000 }, (_, index) => `e${index}`);
  const decision = { 's4.besluit.verontrustend': [{ code: 'yes' }], 's4.besluit.volgtOp': follows };
  const entries = follows.map((id) => entry(id, 4, '2026-11-01', { 's4.besluit': [{ key: 'k', items: decision }] }));
  expectSoon(() => foldPlan(entries, [], reading()));
});
