import { afterEach, expect, test } from 'vitest';
import { createFhirClient } from './client';
import { type Received, type Reply, serve } from './http-server-for-tests';
import { createWritingClient } from './writing-client';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

async function host(answer: (request: Received, origin: string) => Reply | undefined) {
  const server = await serve(answer);
  cleanUp.push(server.close);
  return { client: createWritingClient(createFhirClient({ base: `${server.origin}/fhir` }).wire), server };
}

const entry = [
  { request: { method: 'POST' as const, url: 'Patient' }, resource: { resourceType: 'Patient' as const } },
  {
    request: { method: 'PUT' as const, url: 'Patient/b', ifMatch: 'W/"1"' },
    resource: { resourceType: 'Patient' as const },
  },
];
const reply = (...responses: unknown[]) => ({
  body: { resourceType: 'Bundle', type: 'transaction-response', entry: responses.map((response) => ({ response })) },
});

test('ids and versions are read from relative and absolute locations and from bare etags', async () => {
  const { client, server } = await host(() =>
    reply(
      { status: '201 Created', location: 'Patient/a/_history/1', etag: '1' },
      { status: '200', location: 'http://inside.example/fhir/Patient/b', etag: 'W/"2"' },
    ),
  );
  expect(await client.transaction(entry)).toEqual({
    ok: true,
    value: {
      complete: true,
      entries: [
        { ok: true, value: { status: 201, type: 'Patient', id: 'a', versionId: '1' } },
        { ok: true, value: { status: 200, type: 'Patient', id: 'b', versionId: '2' } },
      ],
    },
  });
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/fhir' });
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ resourceType: 'Bundle', type: 'transaction', entry });
});

test('an entry without a 2xx status makes the transaction incomplete, although the server said 200', async () => {
  const { client } = await host(() => reply({ status: '201' }, { status: '412 Precondition Failed' }));
  expect(await client.transaction(entry)).toMatchObject({
    ok: true,
    value: { complete: false, entries: [{ ok: true }, { ok: false, error: { kind: 'conflict', code: 'F-412' } }] },
  });
  const { client: mute } = await host(() => reply({ status: '201' }, undefined));
  expect(await mute.transaction(entry)).toMatchObject({ value: { complete: false } });
});

test('fewer answers than entries, or a batch answer, is garbage', async () => {
  const { client } = await host(() => reply({ status: '201' }));
  expect(await client.transaction(entry)).toMatchObject({ ok: false, error: { kind: 'garbage' } });
  const { client: batch } = await host(() => ({
    body: { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '201' } }, {}] },
  }));
  expect(await batch.transaction(entry)).toMatchObject({ ok: false, error: { kind: 'garbage' } });
});

test('a refused transaction is one refusal', async () => {
  const { client } = await host(() => ({ status: 412 }));
  expect(await client.transaction(entry)).toMatchObject({ ok: false, error: { kind: 'conflict', code: 'F-412' } });
});
