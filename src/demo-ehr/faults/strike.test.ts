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

const post = (name: string) =>
  fetch(`${ehr.fhirBase}/RelatedPerson`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', origin: appOrigin },
    body: JSON.stringify({
      resourceType: 'RelatedPerson',
      patient: { reference: 'Patient/sofie-maes' },
      name: [{ text: name }],
    }),
  });
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

test('a program sets profile and faults, and mistakes are refused', async () => {
  const api = (body: string, type = 'application/json') =>
    fetch(`${ehr.origin}/settings/api`, { method: 'PUT', headers: { 'content-type': type }, body });
  const rule = { on: { method: 'POST', nth: 1 }, act: { kind: 'refuse', status: 503 } };
  const set = await api(JSON.stringify({ profile: 'oracle-like', faults: [rule] }));
  expect(await set.json()).toMatchObject({ profile: 'oracle-like', faults: [{ ...rule, fired: 0 }] });
  expect(ehr.settings.profile).toBe('oracle-like');
  ehr.settings.profile = 'full';
  expect((await api('{"profile":"unheard-of"}')).status).toBe(400);
  expect((await api('{"faults":[{"on":{}}]}')).status).toBe(400);
  expect((await api('nothing')).status).toBe(400);
  expect((await api('{}', 'text/plain')).status).toBe(415);
  expect(await outcome(post('a'))).toBe(503);
  expect(await (await fetch(`${ehr.origin}/settings/api`)).json()).toMatchObject({ faults: [{ fired: 1 }] });
});
