import { expect, test } from 'vitest';
import { fhirHttp } from './fhir-http';
import { createStore } from './fhir-store';

const base = 'http://localhost/fhir';
const store = createStore({ base });
const app = fhirHttp('/fhir', (request) => store.handle(request));
const send = (method: string, url: string, body?: string, headers: Record<string, string> = {}) =>
  app.request(`${base}${url}`, { method, headers, ...(body === undefined ? {} : { body }) });
const fhirJson = { 'content-type': 'application/fhir+json' };
const mother = JSON.stringify({ resourceType: 'Patient', id: 'a' });

test('writes and reads with FHIR’s media type and no caching', async () => {
  expect((await send('PUT', '/Patient/a', mother, fhirJson)).status).toBe(201);
  const read = await send('GET', '/Patient/a');
  expect(read.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  expect(read.headers.get('cache-control')).toBe('no-store');
  expect(read.headers.get('etag')).toMatch(/^W\/"\d+"$/);
});

test('the base takes a Bundle with and without a slash at the end', async () => {
  const bundle = JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry: [] });
  expect((await send('POST', '', bundle, fhirJson)).status).toBe(200);
  expect((await send('POST', '/', bundle, fhirJson)).status).toBe(200);
});

test('Prefer: return=minimal leaves the body out', async () => {
  const answer = await send('PUT', '/Patient/a', mother, { ...fhirJson, prefer: 'return=minimal' });
  expect(await answer.text()).toBe('');
  expect(answer.headers.get('etag')).not.toBeNull();
  expect(await (await send('GET', '/Patient/a', undefined, { prefer: 'return=minimal' })).json()).toMatchObject({
    id: 'a',
  });
});

test('POST _search takes a form', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(await (await send('POST', '/Patient/_search', '_id=a', form)).json()).toMatchObject({ total: 1 });
  expect((await send('POST', '/Patient/_search', '_id=a', fhirJson)).status).toBe(415);
});

test.each([
  ['no JSON', 'PUT', '/Patient/a', '{', fhirJson, 400],
  ['another media type', 'PUT', '/Patient/a', mother, { 'content-type': 'text/plain' }, 415],
  ['a patch as plain FHIR', 'PATCH', '/Patient/a', '[]', fhirJson, 415],
  ['only XML wanted', 'GET', '/Patient/a', undefined, { accept: 'application/fhir+xml' }, 406],
  ['a body too large', 'PUT', '/Patient/a', `"${'x'.repeat(5 * 1024 * 1024)}"`, fhirJson, 413],
])('%s is refused with an OperationOutcome', async (_name, method, url, body, headers, status) => {
  const answer = await send(method, url, body, headers as Record<string, string>);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
});

test('HEAD answers the headers alone', async () => {
  const answer = await send('HEAD', '/Patient/a');
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});
