import type { Bundle, OperationOutcome } from 'fhir/r4';
import { beforeEach, expect, test } from 'vitest';
import { createStore } from './fhir-store';
import { type FhirBackend, requestTo } from './request';

const base = 'http://localhost/fhir';
let store: FhirBackend;
let time: Date;
let counter: number;

const ask = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
  store.handle(requestTo(method, url, body, headers));
const mother = { resourceType: 'Patient', id: 'a' };
const child = (more: object = {}) => ({ resourceType: 'RelatedPerson', patient: { reference: 'Patient/a' }, ...more });
const entry = (more: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  subject: { reference: 'Patient/a' },
  ...more,
});
const transaction = (...entries: object[]) =>
  ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry: entries });
const total = async (url: string) => ((await ask('GET', url)).body as Bundle).total;

beforeEach(async () => {
  time = new Date('2026-11-24T10:00:00Z');
  counter = 0;
  const newId = () => {
    counter += 1;
    return `new-${counter}`;
  };
  store = createStore({ base, now: () => time, newId });
  await ask('PUT', 'Patient/a', mother);
});

test('create answers 201 with the server’s id, version, time and address', async () => {
  const made = await ask('POST', 'RelatedPerson', child({ id: 'mine', meta: { versionId: '9', lastUpdated: '1999' } }));
  expect(made.status).toBe(201);
  expect(made.headers).toMatchObject({ ETag: 'W/"1"', Location: `${base}/RelatedPerson/new-1/_history/1` });
  expect(made.body?.meta).toEqual({ versionId: '1', lastUpdated: '2026-11-24T10:00:00.000Z' });
});

test('update keeps every version readable', async () => {
  await ask('PUT', 'RelatedPerson/c', child({ id: 'c', active: true }));
  time = new Date('2026-11-24T11:00:00Z');
  expect((await ask('PUT', 'RelatedPerson/c', child({ id: 'c', active: false }))).headers.ETag).toBe('W/"2"');
  expect((await ask('GET', 'RelatedPerson/c/_history/1')).body).toMatchObject({ active: true });
  expect((await ask('GET', 'RelatedPerson/c/_history/3')).status).toBe(404);
  const history = (await ask('GET', 'RelatedPerson/c/_history')).body as Bundle;
  expect(history.entry?.map((each) => [each.response?.status, each.request?.method])).toEqual([
    ['200 OK', 'PUT'],
    ['201 Created', 'PUT'],
  ]);
  expect((await ask('GET', 'RelatedPerson/c/_history?_since=2026-11-24T10:30:00Z')).body).toMatchObject({ total: 1 });
});

test('an address and a body with different ids do not go together', async () => {
  expect((await ask('PUT', 'RelatedPerson/c', child({ id: 'd' }))).status).toBe(400);
});

test('of many racing updates from one version, one wins', async () => {
  await ask('PUT', 'RelatedPerson/c', child({ id: 'c' }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask('PUT', 'RelatedPerson/c', child({ id: 'c' }), { 'if-match': 'W/"1"' })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
});

test('If-None-Match answers 304 without a body', async () => {
  expect(await ask('GET', 'Patient/a', undefined, { 'if-none-match': 'W/"1"' })).toEqual({
    status: 304,
    headers: { ETag: 'W/"1"' },
  });
  expect((await ask('GET', 'Patient/a', undefined, { 'if-none-match': 'W/"2"' })).status).toBe(200);
});

test('patch under If-Match; stale, malformed and invalid ones change nothing', async () => {
  await ask('PUT', 'RelatedPerson/c', child({ id: 'c' }));
  const patch = (operations: unknown, version: string) =>
    ask('PATCH', 'RelatedPerson/c', operations, { 'if-match': `W/"${version}"` });
  expect((await patch([{ op: 'add', path: '/birthDate', value: '2017-05-02' }], '1')).body).toMatchObject({
    birthDate: '2017-05-02',
    meta: { versionId: '2' },
  });
  expect((await patch([{ op: 'remove', path: '/birthDate' }], '1')).status).toBe(412);
  expect((await patch([{ op: 'remove', path: '/nothing' }], '2')).status).toBe(422);
  expect((await patch([{ op: 'replace', path: '/birthDate', value: 'x' }], '2')).status).toBe(422);
  expect((await patch([{ op: 'replace', path: '/id', value: 'd' }], '2')).status).toBe(422);
  expect((await ask('GET', 'RelatedPerson/c')).headers.ETag).toBe('W/"2"');
});

test('deleted is gone, but its history is not; what is referred to stays', async () => {
  await ask('PUT', 'RelatedPerson/c', child({ id: 'c' }));
  expect((await ask('DELETE', 'Patient/a')).status).toBe(409);
  expect((await ask('DELETE', 'RelatedPerson/c')).status).toBe(204);
  expect((await ask('DELETE', 'RelatedPerson/c')).status).toBe(204);
  expect((await ask('GET', 'RelatedPerson/c')).status).toBe(410);
  expect(await total('RelatedPerson?patient=a')).toBe(0);
  expect((await ask('GET', 'RelatedPerson/c/_history')).body).toMatchObject({ total: 2 });
  expect((await ask('PUT', 'RelatedPerson/c', child({ id: 'c' }))).headers.ETag).toBe('W/"3"');
});

test('conditional create: none makes, one returns, two refuse', async () => {
  const make = () =>
    ask('POST', 'RelatedPerson', child({ identifier: [{ system: 's', value: 'v' }] }), {
      'if-none-exist': 'identifier=s|v',
    });
  expect((await make()).status).toBe(201);
  const second = await make();
  expect(second.status).toBe(200);
  expect(second.headers.Location).toBe(`${base}/RelatedPerson/new-1/_history/1`);
  await ask('POST', 'RelatedPerson', child({ identifier: [{ system: 's', value: 'v' }] }));
  expect((await make()).status).toBe(412);
  expect(await total('RelatedPerson?identifier=s|v')).toBe(2);
});

const linked = [
  {
    fullUrl: 'urn:uuid:1',
    resource: child(),
    request: { method: 'POST', url: 'RelatedPerson', ifNoneExist: 'identifier=s|c' },
  },
  {
    fullUrl: 'urn:uuid:2',
    resource: entry({ item: [{ linkId: 'x', answer: [{ valueReference: { reference: 'urn:uuid:1' } }] }] }),
    request: { method: 'POST', url: 'QuestionnaireResponse' },
  },
  {
    resource: {
      resourceType: 'Provenance',
      target: [{ reference: 'urn:uuid:2' }, { reference: 'urn:uuid:1' }],
      recorded: '2026-11-24T10:00:00Z',
      agent: [{ who: { display: 'x' } }],
    },
    request: { method: 'POST', url: 'Provenance' },
  },
];

test('a transaction links its entries, whatever their order', async () => {
  const answer = await transaction(...linked.toReversed());
  expect(answer.status).toBe(200);
  const statuses = (answer.body as Bundle).entry?.map((each) => each.response?.status);
  expect(statuses).toEqual(['201 Created', '201 Created', '201 Created']);
  const found = (await ask('GET', 'Provenance')).body as Bundle;
  expect(found.entry?.[0]?.resource).toMatchObject({
    target: [{ reference: 'QuestionnaireResponse/new-2' }, { reference: 'RelatedPerson/new-3' }],
  });
});

test('a transaction that meets its own child again links to the existing one', async () => {
  await ask('POST', 'RelatedPerson', child({ identifier: [{ system: 's', value: 'c' }] }));
  const answer = await transaction(...linked);
  expect((answer.body as Bundle).entry?.[0]?.response).toMatchObject({
    status: '200 OK',
    location: 'RelatedPerson/new-1/_history/1',
  });
  expect(await total('RelatedPerson')).toBe(1);
});

test.each([
  ['a stale version', { resource: { ...mother }, request: { method: 'PUT', url: 'Patient/a', ifMatch: 'W/"7"' } }, 412],
  [
    'an invalid resource',
    { resource: entry({ status: 'banana' }), request: { method: 'POST', url: 'QuestionnaireResponse' } },
    422,
  ],
  [
    'a dangling reference',
    {
      resource: entry({ source: { reference: 'urn:uuid:9' } }),
      request: { method: 'POST', url: 'QuestionnaireResponse' },
    },
    400,
  ],
  [
    'an unknown target',
    { resource: child({ patient: { reference: 'Patient/none' } }), request: { method: 'POST', url: 'RelatedPerson' } },
    400,
  ],
  ['a delete of what is referred to', { request: { method: 'DELETE', url: 'Patient/a' } }, 409],
  ['an entry without request', { resource: child() }, 400],
  ['an unknown parameter', { request: { method: 'GET', url: 'Patient?shoe=1' } }, 400],
])('a transaction with %s stores nothing and names the entry', async (_name, bad, status) => {
  const answer = await transaction(...linked, bad);
  expect(answer.status).toBe(status);
  expect((answer.body as OperationOutcome).issue[0]?.expression?.[0]).toMatch(/^Bundle\.entry\[3\]/);
  for (const type of ['RelatedPerson', 'QuestionnaireResponse', 'Provenance']) expect(await total(type)).toBe(0);
  expect((await ask('GET', 'Patient/a')).headers.ETag).toBe('W/"1"');
});

test('two entries about one resource are refused', async () => {
  const put = { resource: mother, request: { method: 'PUT', url: 'Patient/a' } };
  expect(await transaction(put, put)).toMatchObject({
    status: 400,
    body: { issue: [{ expression: ['Bundle.entry[1]'] }] },
  });
  const same = { ...linked[0], fullUrl: 'urn:uuid:4' };
  expect((await transaction(linked[0] ?? {}, same)).status).toBe(400);
});

test('a condition that matches two stops the transaction', async () => {
  for (const _each of [1, 2]) await ask('POST', 'RelatedPerson', child({ identifier: [{ system: 's', value: 'c' }] }));
  expect(await transaction(...linked)).toMatchObject({
    status: 412,
    body: { issue: [{ expression: ['Bundle.entry[0]'] }] },
  });
});

test('a patch inside a transaction travels as a Binary', async () => {
  const data = Buffer.from(JSON.stringify([{ op: 'add', path: '/birthDate', value: '1987-02-14' }])).toString('base64');
  const resource = { resourceType: 'Binary', contentType: 'application/json-patch+json', data };
  const answer = await transaction({ resource, request: { method: 'PATCH', url: 'Patient/a', ifMatch: 'W/"1"' } });
  expect((answer.body as Bundle).entry?.[0]?.response?.etag).toBe('W/"2"');
});

test('reads in a transaction see what it wrote', async () => {
  const read = { request: { method: 'GET', url: 'RelatedPerson?patient=a' } };
  const answer = await transaction(read, ...linked);
  expect((answer.body as Bundle).entry?.[0]?.resource).toMatchObject({ total: 1 });
});

test('a batch answers each entry by itself', async () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [
      { resource: child(), request: { method: 'POST', url: 'RelatedPerson' } },
      { request: { method: 'GET', url: 'Patient/none' } },
      { request: { method: 'GET', url: 'Patient/a' } },
    ],
  };
  const answer = (await ask('POST', '', bundle)).body as Bundle;
  expect(answer.type).toBe('batch-response');
  expect(answer.entry?.map((each) => each.response?.status)).toEqual(['201 Created', '404', '200 OK']);
  expect(answer.entry?.[1]?.response?.outcome).toMatchObject({ resourceType: 'OperationOutcome' });
  expect(answer.entry?.[2]?.resource).toMatchObject({ id: 'a' });
});

test.each([['collection'], ['document']])('a Bundle of type %s is not performed', async (type) => {
  expect((await ask('POST', '', { resourceType: 'Bundle', type })).status).toBe(400);
});

test('everything the CapabilityStatement lists can be searched', async () => {
  const statement = (await ask('GET', 'metadata')).body as import('fhir/r4').CapabilityStatement;
  const values: Record<string, string> = { date: 'ge2020', token: 'a', reference: 'a', string: 'a', uri: 'a' };
  for (const { type, searchParam } of statement.rest?.[0]?.resource ?? []) {
    for (const { name, type: kind } of searchParam ?? []) {
      expect((await ask('GET', `${type}?${name}=${values[kind]}`)).status, `${type}?${name}`).toBe(200);
    }
  }
});

test('a conditional create looks at no resource with another code, however many there are', async () => {
  let looks = 0;
  const counted = (value: string) => ({
    system: 's',
    get value() {
      looks += 1;
      return value;
    },
  });
  for (let each = 0; each < 200; each++)
    await ask('PUT', `RelatedPerson/c${each}`, child({ id: `c${each}`, identifier: [counted(`v${each}`)] }));
  looks = 0;
  const made = await ask('POST', 'RelatedPerson', child(), { 'if-none-exist': 'identifier=s|new' });
  expect([made.status, looks]).toEqual([201, 0]);
  const found = await ask('POST', 'RelatedPerson', child(), { 'if-none-exist': 'identifier=s|v7' });
  expect([found.status, found.body?.id]).toEqual([200, 'c7']);
  expect(looks).toBeLessThan(5);
});

test('a write that breaks off leaves nothing behind', async () => {
  let isBroken = false;
  store = createStore({
    base,
    newId: () => {
      if (isBroken) throw new Error('no more ids');
      isBroken = true;
      return 'first';
    },
  });
  const post = { resource: mother, request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=s|v' } };
  const put = { resource: { ...mother, id: 'b' }, request: { method: 'PUT', url: 'Patient/b' } };
  await transaction(put, post);
  await expect(transaction({ ...put, resource: { ...mother, id: 'b', active: true } }, post)).rejects.toThrow();
  expect((await ask('GET', 'Patient/b')).body?.meta?.versionId).toBe('1');
  expect(await total('Patient')).toBe(2);
});
