import { afterEach, expect, test } from 'vitest';
import { createFhirClient } from './client';
import { type Received, type Reply, serve } from './http-server-for-tests';
import { mayHaveLanded } from './result';
import { createWritingClient } from './writing-client';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

async function host(answer: (request: Received, origin: string) => Reply | undefined, timeoutMs = 2000) {
  const server = await serve(answer);
  cleanUp.push(server.close);
  const client = createFhirClient({
    base: `${server.origin}/fhir/`,
    accessToken: async () => 'secret',
    timeoutMs,
  });
  return { client, server };
}

const ann = { resourceType: 'Patient', id: 'ann', meta: { versionId: '3' } } as const;
const outcome = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'value',
      diagnostics: 'Ann Peeters, 1980',
      details: { text: 'Ann Peeters' },
      expression: ['Bundle.entry[1].resource/*RelatedPerson/123*/.birthDate', 'about Ann Peeters'],
    },
    { severity: 'error', code: 'Ann Peeters' },
  ],
};

test('a read sends the token, keeps no cache and gives the resource with what it did not understand', async () => {
  const { client, server } = await host(() => ({ body: { ...ann, photo: [{ title: 'kept' }] } }));
  const read = await client.read('Patient', 'ann');
  expect(read).toEqual({ ok: true, value: { ...ann, photo: [{ title: 'kept' }] } });
  expect(server.requests[0]).toMatchObject({
    method: 'GET',
    path: '/fhir/Patient/ann',
    headers: { authorization: 'Bearer secret', accept: 'application/fhir+json', 'cache-control': 'no-cache' },
  });
});

test.each([
  [400, 'invalid'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'unsupported'],
  [409, 'conflict'],
  [410, 'gone'],
  [412, 'conflict'],
  [422, 'invalid'],
  [429, 'too-many'],
  [500, 'server'],
  [501, 'unsupported'],
  [503, 'server'],
])('HTTP %i is %s, with codes and elements and no text of the server', async (status, kind) => {
  const { client } = await host(() => ({ status, body: outcome }));
  const read = await client.read('Patient', 'ann');
  expect(read).toEqual({
    ok: false,
    error: {
      kind,
      code: `F-${status}`,
      status,
      issues: [{ code: 'value', expression: ['Bundle.entry[1].resource.birthDate'] }],
    },
  });
});

test('Retry-After is read as seconds and as a date', async () => {
  const later = new Date(Date.now() + 60_000).toUTCString();
  const { client } = await host(({ path }) => ({
    status: 429,
    headers: { 'retry-after': path.endsWith('a') ? '7' : later },
  }));
  expect(await client.read('Patient', 'a')).toMatchObject({ error: { kind: 'too-many', retryAfter: 7 } });
  const { error } = (await client.read('Patient', 'b')) as { error: { retryAfter: number } };
  expect(error.retryAfter).toBeGreaterThan(55);
  expect(error.retryAfter).toBeLessThan(61);
});

test('no connection is offline, no answer in time is timeout, an abort is cancelled', async () => {
  const { client, server } = await host(() => undefined, 80);
  expect(await client.read('Patient', 'ann')).toEqual({ ok: false, error: { kind: 'timeout', code: 'F-002' } });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  expect(await client.read('Patient', 'ann', { signal: stop.signal })).toEqual({
    ok: false,
    error: { kind: 'cancelled', code: 'F-003' },
  });
  await server.close();
  expect(await client.read('Patient', 'ann')).toEqual({ ok: false, error: { kind: 'offline', code: 'F-001' } });
});

test.each([
  ['a login page', '<html>Log in</html>'],
  ['nothing', ''],
  ['another type', { resourceType: 'Person', id: 'ann' }],
  ['another patient', { ...ann, id: 'bea' }],
  ['a date that does not exist', { ...ann, birthDate: '2020-02-30' }],
  ['a deep nest', `{"resourceType":"Patient","id":"ann","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
])('%s instead of the resource is garbage', async (_, body) => {
  const { client } = await host(() => ({ body }));
  expect(await client.read('Patient', 'ann')).toMatchObject({ ok: false, error: { kind: 'garbage', code: 'F-004' } });
});

test('a redirect is not followed, to whatever origin', async () => {
  const other = await serve(() => ({ body: ann }));
  cleanUp.push(other.close);
  const { client, server } = await host(() => ({
    status: 307,
    headers: { location: `${other.origin}/fhir/Patient/ann` },
  }));
  expect(await client.read('Patient', 'ann')).toMatchObject({ error: { kind: 'foreign-origin', code: 'F-006' } });
  expect(server.requests).toHaveLength(1);
  expect(other.requests).toHaveLength(0);
});

test('an id that would leave the base is never asked', async () => {
  const { client, server } = await host(() => ({ body: ann }));
  for (const id of ['../../admin', 'ann?x=1', '//evil.example', '', 'a'.repeat(65)])
    expect(await client.read('Patient', id)).toMatchObject({ error: { code: 'F-005' } });
  expect(await createWritingClient(client.wire).update({ ...ann, id: '../x' }, '1')).toMatchObject({
    error: { code: 'F-005' },
  });
  expect(server.requests).toHaveLength(0);
});

test('a session that has ended sends nothing, and an open server needs no token', async () => {
  const server = await serve(() => ({ body: ann }));
  cleanUp.push(server.close);
  const ended = createFhirClient({ base: server.origin, accessToken: async () => undefined });
  expect(await ended.read('Patient', 'ann')).toMatchObject({ error: { kind: 'unauthorized', code: 'F-401' } });
  expect(server.requests).toHaveLength(0);
  expect((await createFhirClient({ base: server.origin }).read('Patient', 'ann')).ok).toBe(true);
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

test('create passes If-None-Exist and reads id and version from the body, or from Location', async () => {
  const { client, server } = await host(({ headers }) =>
    headers['if-none-exist']
      ? { status: 200, body: ann }
      : { status: 201, headers: { location: 'Patient/bea/_history/1' } },
  );
  const found = await createWritingClient(client.wire).create(
    { resourceType: 'Patient' },
    { ifNoneExist: 'identifier=a|b' },
  );
  expect(found).toMatchObject({ ok: true, value: { status: 200, id: 'ann', versionId: '3', type: 'Patient' } });
  const made = await createWritingClient(client.wire).create({ resourceType: 'Patient' });
  expect(made).toEqual({ ok: true, value: { status: 201, type: 'Patient', id: 'bea', versionId: '1' } });
  expect(server.requests.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/fhir/Patient'],
    ['POST', '/fhir/Patient'],
  ]);
  expect(server.requests[0]?.headers).toMatchObject({
    'if-none-exist': 'identifier=a|b',
    'content-type': 'application/fhir+json',
  });
});

test('update and patch always name the version they replace', async () => {
  const { client, server } = await host(() => ({ body: { ...ann, meta: { versionId: '4' } } }));
  expect(await createWritingClient(client.wire).update(ann, '3')).toMatchObject({
    ok: true,
    value: { versionId: '4' },
  });
  const patched = await createWritingClient(client.wire).patch('Patient', 'ann', '4', [
    { op: 'replace', path: '/active', value: true },
  ]);
  expect(patched).toMatchObject({ ok: true });
  expect(server.requests.map(({ method, headers }) => [method, headers['if-match'], headers['content-type']])).toEqual([
    ['PUT', 'W/"3"', 'application/fhir+json'],
    ['PATCH', 'W/"4"', 'application/json-patch+json'],
  ]);
});

test('capabilities are asked without the token', async () => {
  const { client, server } = await host(() => ({
    body: { resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource: [{ type: 'Patient' }] }] },
  }));
  expect(await createWritingClient(client.wire).capabilities()).toMatchObject({
    ok: true,
    value: { rest: [{ resource: [{ type: 'Patient' }] }] },
  });
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

test('after no answer or a server fault a write may have landed, after a refusal it did not', async () => {
  const { client } = await host(({ path }) => (path.endsWith('x') ? undefined : { status: 412 }), 50);
  const lost = await createWritingClient(client.wire).update({ ...ann, id: 'x' }, '1');
  const refused = await createWritingClient(client.wire).update(ann, '1');
  expect(!lost.ok && mayHaveLanded(lost.error)).toBe(true);
  expect(!refused.ok && mayHaveLanded(refused.error)).toBe(false);
});
