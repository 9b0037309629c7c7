import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../server';
import { appAddresses, appOrigin, smartClient } from '../smart/smart-client-for-tests';
import type { Act, Occasion } from './faults';

let ehr: DemoEhr;
let token: string;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
  token = (await smartClient(ehr).login('sofie-maes')).access_token;
});
afterAll(() => ehr.stop());
beforeEach(() => ehr.faults.clear());

const send = (method: string, path: string, body: object, signal?: AbortSignal) =>
  fetch(`${ehr.fhirBase}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', origin: appOrigin },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
const post = (name: string, signal?: AbortSignal) =>
  send(
    'POST',
    '/RelatedPerson',
    { resourceType: 'RelatedPerson', patient: { reference: 'Patient/sofie-maes' }, name: [{ text: name }] },
    signal,
  );
const isStored = async (name: string) =>
  (await ehr.store.list('RelatedPerson', 'patient=sofie-maes')).some((each) => each.name?.[0]?.text === name);
const write: Occasion = { method: 'POST', path: '/fhir/RelatedPerson' };

/** The status, or `closed` when the connection broke without an answer. */
const outcome = (answer: Promise<Response>) =>
  answer.then(
    ({ status }) => status,
    () => 'closed',
  );

test.each<[string, Act, string | number, boolean]>([
  ['a refusal', { kind: 'refuse', status: 503 }, 503, false],
  ['a closed connection before the commit', { kind: 'close', when: 'before-commit' }, 'closed', false],
  ['a closed connection after the commit', { kind: 'close', when: 'after-commit' }, 'closed', true],
  ['a connection closed halfway through the answer', { kind: 'close', when: 'in-answer' }, 201, true],
  ['garbage instead', { kind: 'garbage', after: 'nothing' }, 200, false],
  ['garbage after the commit', { kind: 'garbage', after: 'commit' }, 200, true],
  ['nothing after the commit', { kind: 'empty', after: 'commit' }, 200, true],
  ['a delay', { kind: 'delay', ms: 30 }, 201, true],
])('%s', async (_, act, expected, stored) => {
  const rule = ehr.faults.add({ on: write, act });
  const name = crypto.randomUUID();
  expect(await outcome(post(name))).toBe(expected);
  expect(await isStored(name)).toBe(stored);
  expect(rule.fired).toBe(1);
  expect(await outcome(post(crypto.randomUUID()))).toBe(201);
});

test('an answer that breaks off cannot be read to its end', async () => {
  ehr.faults.add({ on: write, act: { kind: 'close', when: 'in-answer' } });
  const answer = await post('broken-off');
  expect(answer.headers.get('access-control-allow-origin')).toBe(appOrigin);
  await expect(answer.text()).rejects.toThrow();
});

test('garbage is no FHIR, and an empty answer is empty', async () => {
  ehr.faults.add({ on: write, act: { kind: 'garbage', after: 'commit' } });
  expect(await (await post('a')).text()).toContain('<html>');
  ehr.faults.clear();
  ehr.faults.add({ on: write, act: { kind: 'empty', after: 'commit' } });
  expect(await (await post('b')).text()).toBe('');
});

test('a refusal tells a browser of the app how long to wait', async () => {
  ehr.faults.add({ on: write, act: { kind: 'refuse', status: 429, retryAfter: 7 } });
  const answer = await post('a');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  expect(answer.headers.get('access-control-allow-origin')).toBe(appOrigin);
});

test('the n-th request is struck, each rule counts its own, and preflights count for nothing', async () => {
  const second = ehr.faults.add({ on: { ...write, nth: 2 }, act: { kind: 'refuse', status: 500 } });
  const reads = ehr.faults.add({ on: { method: 'GET', every: true }, act: { kind: 'refuse', status: 502 } });
  await fetch(`${ehr.fhirBase}/RelatedPerson`, { method: 'OPTIONS', headers: { origin: appOrigin } });
  const statuses = [await outcome(post('a')), await outcome(post('b')), await outcome(post('c'))];
  expect(statuses).toEqual([201, 500, 201]);
  const read = () => smartClient(ehr).get('Patient/sofie-maes', token);
  expect([(await read()).status, (await read()).status]).toEqual([502, 502]);
  expect([second.fired, reads.fired, second.seen]).toEqual([1, 2, 3]);
});

test('the token endpoint can be struck as well', async () => {
  const client = smartClient(ehr);
  const code = await client.code();
  ehr.faults.add({ on: { path: '/auth/token' }, act: { kind: 'close', when: 'before-commit' } });
  expect(await outcome(client.exchange(code))).toBe('closed');
  expect((await client.exchange(code)).status).toBe(200);
});

test('a gateway gives up after the commit, and a slow answer is committed before it', async () => {
  ehr.faults.add({ on: write, act: { kind: 'refuse', status: 504, after: 'commit' } });
  expect([await outcome(post('given-up')), await isStored('given-up')]).toEqual([504, true]);
  ehr.faults.clear();
  ehr.faults.add({ on: write, act: { kind: 'delay', ms: 400, after: 'commit' } });
  ehr.faults.add({ on: { ...write, nth: 2 }, act: { kind: 'delay', ms: 400 } });
  const [kept, coming] = [post('kept'), post('coming')];
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([await isStored('kept'), await isStored('coming')]).toEqual([true, false]);
  expect([await outcome(kept), await outcome(coming)]).toEqual([201, 201]);
  expect(await isStored('coming')).toBe(true);
});

test('what an app gave up on still lands', async () => {
  ehr.faults.add({ on: write, act: { kind: 'delay', ms: 200 } });
  const gaveUp = new AbortController();
  const asked = outcome(post('late', gaveUp.signal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  gaveUp.abort();
  expect([await asked, await isStored('late')]).toEqual(['closed', false]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await isStored('late')).toBe(true);
});

test('a closed connection carries nothing: neither status nor headers', async () => {
  const { port } = new URL(ehr.origin);
  for (const when of ['before-commit', 'after-commit'] as const) {
    ehr.faults.clear();
    ehr.faults.add({ on: { path: '/fhir/metadata' }, act: { kind: 'close', when } });
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET /fhir/metadata HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`),
      );
      socket.on('data', (part) => {
        text += part;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(received).toBe('');
    expect(ehr.faults.rules[0]?.fired).toBe(1);
  }
});

test('only what writes counts as writing, in a Bundle too; a path may be a pattern', async () => {
  const writes = ehr.faults.add({ on: { writes: true, nth: 99 }, act: { kind: 'empty', after: 'commit' } });
  const below = ehr.faults.add({
    on: { path: '/fhir/Pat*/sofie-maes', nth: 99 },
    act: { kind: 'empty', after: 'commit' },
  });
  const bundles = ehr.faults.add({ on: { path: '/fhir', nth: 99 }, act: { kind: 'empty', after: 'commit' } });
  const matched = ehr.faults.add({ on: { path: /Person$/, nth: 99 }, act: { kind: 'empty', after: 'commit' } });
  const bundle = (type: string, ...entry: object[]) => send('POST', '', { resourceType: 'Bundle', type, entry });
  await bundle('batch', { request: { method: 'GET', url: 'Patient/sofie-maes' } });
  const { status } = await bundle('transaction', {
    resource: { resourceType: 'RelatedPerson', patient: { reference: 'Patient/sofie-maes' } },
    request: { method: 'POST', url: 'RelatedPerson' },
  });
  expect(status).toBe(200);
  await post('counted');
  await smartClient(ehr).get('Patient/sofie-maes', token);
  expect([writes, below, bundles, matched].map(({ seen }) => seen)).toEqual([2, 1, 2, 1]);
});

test('of two rules that are due at once the first strikes, and only that one fired', async () => {
  const first = ehr.faults.add({ on: write, act: { kind: 'refuse', status: 500 } });
  const second = ehr.faults.add({ on: { ...write, every: true }, act: { kind: 'refuse', status: 502 } });
  expect([await outcome(post('a')), await outcome(post('b'))]).toEqual([500, 502]);
  expect([first, second].map(({ seen, fired }) => [seen, fired])).toEqual([
    [2, 1],
    [2, 1],
  ]);
});

test('a refusal says what it is told to say, and on the token address it is OAuth’s', async () => {
  ehr.faults.add({
    on: write,
    act: { kind: 'refuse', status: 422, body: { resourceType: 'OperationOutcome', issue: [] } },
  });
  expect(await (await post('a')).json()).toEqual({ resourceType: 'OperationOutcome', issue: [] });
  ehr.faults.add({ on: { path: '/auth/token' }, act: { kind: 'refuse', status: 400 } });
  expect(await (await smartClient(ehr).refresh('whatever')).json()).toEqual({ error: 'invalid_grant' });
});
