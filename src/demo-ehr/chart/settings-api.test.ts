import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../server';
import { defaultSettings } from '../settings';
import { appAddresses, appOrigin } from '../smart/smart-client-for-tests';

let ehr: DemoEhr;
let cookie = '';
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
  const login = await fetch(`${ehr.origin}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: ehr.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'role=nurse&next=/settings',
  });
  cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(() => ehr.stop());
beforeEach(() => {
  Object.assign(ehr.settings, defaultSettings());
  ehr.faults.clear();
});

const get = (headers: Record<string, string> = { cookie }) => fetch(`${ehr.origin}/settings/api`, { headers });
const put = (body: unknown, more: Record<string, string> = {}) =>
  fetch(`${ehr.origin}/settings/api`, {
    method: 'PUT',
    headers: { cookie, 'content-type': 'application/json', ...more },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const rule = { on: { writes: true, nth: 2 }, act: { kind: 'refuse', status: 503 } } as const;

test('a program sets profile, pace and faults, and reads what became of them', async () => {
  const set = await put({ profile: 'slow', slowMs: 0, faults: [rule, { on: { path: '/fhir/*' }, act: rule.act }] });
  const state = { profile: 'slow', slowMs: 0, writesPerMinute: 5 };
  expect(await set.json()).toMatchObject({ ...state, faults: [{ ...rule, seen: 0, fired: 0 }, { fired: 0 }] });
  expect(ehr.settings).toMatchObject(state);
  expect((await fetch(`${ehr.fhirBase}/metadata`)).status).toBe(503);
  expect(await (await get()).json()).toMatchObject({ faults: [{ seen: 0 }, { seen: 1, fired: 1 }] });
});

test('what the body does not hold stays; an empty list clears the faults', async () => {
  await put({ profile: 'epic-like', faults: [rule] });
  expect(await (await put({ writesPerMinute: 2 })).json()).toMatchObject({ profile: 'epic-like', faults: [rule] });
  expect(await (await put({ faults: [] })).json()).toMatchObject({ profile: 'epic-like', faults: [] });
});

test.each([
  ['an unknown profile', { profile: 'unheard-of' }],
  ['an unknown setting', { profiel: 'full' }],
  ['a rule without an act', { faults: [{ on: {} }] }],
  ['an act without its status', { faults: [{ on: {}, act: { kind: 'refuse' } }] }],
  ['a request that comes before the first', { faults: [{ on: { nth: 0 }, act: rule.act }] }],
  ['no JSON', 'nothing'],
])('%s is refused, and nothing changes', async (_, body) => {
  expect((await put(body)).status).toBe(400);
  expect([ehr.settings.profile, ehr.faults.rules]).toEqual(['full', []]);
});

test('it is closed to who is not logged in, to pages elsewhere and to forms', async () => {
  expect([(await get({})).status, (await put({ profile: 'slow' }, { cookie: '' })).status]).toEqual([401, 401]);
  expect((await put({ profile: 'slow' }, { origin: appOrigin })).status).toBe(403);
  expect((await put({ profile: 'slow' }, { 'content-type': 'text/plain' })).status).toBe(415);
  const form = { method: 'POST', headers: { cookie }, body: new URLSearchParams({ profile: 'slow' }) };
  expect((await fetch(`${ehr.origin}/settings/api`, form)).status).toBe(404);
  const preflight = { method: 'OPTIONS', headers: { origin: appOrigin, 'access-control-request-method': 'PUT' } };
  const answered = await fetch(`${ehr.origin}/settings/api`, preflight);
  expect(answered.headers.get('access-control-allow-origin')).toBeNull();
  expect(ehr.settings.profile).toBe('full');
  expect((await put({ profile: 'slow' }, { origin: ehr.origin })).status).toBe(200);
});
