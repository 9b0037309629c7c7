import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../server';
import { defaultSettings } from '../settings';
import { appAddresses, appOrigin, smartClient, type TokenAnswer, wideScopes } from './smart-client-for-tests';

let ehr: DemoEhr;
let time = new Date();
let client: ReturnType<typeof smartClient>;

beforeAll(async () => {
  ehr = await startDemoEhr({ ...appAddresses, now: () => time });
});
afterAll(() => ehr.stop());
beforeEach(() => {
  time = new Date('2026-11-24T10:00:00Z');
  Object.assign(ehr.settings, defaultSettings());
  client = smartClient(ehr);
});

const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

test('an EHR launch ends in a token with its context', async () => {
  const answer = await client.exchange(await client.code());
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('access-control-allow-origin')).toBe(appOrigin);
  expect(await answer.json()).toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
    scope: wideScopes,
    patient: 'sofie-maes',
    encounter: 'sofie-maes-consult',
    need_patient_banner: true,
    tenant: 'az-voorbeeld',
    smart_style_url: `${ehr.origin}/smart-style.json`,
  });
});

test('the style that is set is named and served to any origin; with none, neither', async () => {
  const styleOf = async () => {
    const { smart_style_url: address } = await json(await client.exchange(await client.code()));
    const answer = await fetch(`${ehr.origin}/smart-style.json`, { headers: { origin: appOrigin } });
    return [address, answer.status, answer.ok && (await json(answer)).color_highlight];
  };
  expect(await styleOf()).toEqual([`${ehr.origin}/smart-style.json`, 200, '#1d5c7a']);
  ehr.settings.style = 'plum';
  expect(await styleOf()).toEqual([`${ehr.origin}/smart-style.json`, 200, '#7a2e6a']);
  ehr.settings.style = 'none';
  expect(await styleOf()).toEqual([undefined, 404, false]);
});

test('the id_token names the user and is signed by the published key', async () => {
  const { id_token } = await client.login('sofie-maes', { nonce: 'n-1' });
  const keys = (await json(await fetch(`${ehr.origin}/auth/jwks`))) as unknown as JSONWebKeySet;
  expect(JSON.stringify(keys)).not.toContain('"d"');
  const { payload, protectedHeader } = await jwtVerify(id_token, createLocalJWKSet(keys), {
    issuer: ehr.origin,
    audience: 'kindreflex',
    currentDate: time,
  });
  expect(protectedHeader.alg).toBe('ES256');
  expect(payload).toMatchObject({ fhirUser: `${ehr.fhirBase}/Practitioner/els-verhaegen`, nonce: 'n-1' });
});

test('state comes back as it was sent', async () => {
  const answer = await client.authorize({ launch: await client.launchId('luc-martens'), state: 'a b&c=d' });
  const location = new URL(answer.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe(appAddresses.appRedirectUri);
  expect(location.searchParams.get('state')).toBe('a b&c=d');
});

test('authorization by POST does the same', async () => {
  const fields = client.authorizeFields({ launch: await client.launchId('luc-martens') });
  const answer = await fetch(`${ehr.origin}/auth/authorize`, { ...client.form(fields), redirect: 'manual' });
  expect(new URL(answer.headers.get('location') ?? '').searchParams.get('code')).toBeTruthy();
});

test.each([{ client_id: 'stranger' }, { redirect_uri: 'https://evil.example/' }])(
  '%j stays on a page of the host',
  async (change) => {
    const answer = await client.authorize({
      launch: await client.launchId('luc-martens'),
      ...(change as Record<string, string>),
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toContain('kan niet starten');
  },
);

test('a refusal is told to the app, with its state and without a code', async () => {
  const answer = await client.authorize({ launch: 'made-up' });
  const told = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(Object.fromEntries(told)).toMatchObject({ error: 'invalid_request', state: 'state-1' });
  expect(told.has('code')).toBe(false);
});

test('a code used twice takes the first token along', async () => {
  const code = await client.code();
  const first = (await json(await client.exchange(code))) as TokenAnswer;
  expect((await client.get('Patient/sofie-maes', first.access_token)).status).toBe(200);
  const second = await client.exchange(code);
  expect([second.status, await json(second)]).toMatchObject([400, { error: 'invalid_grant' }]);
  expect((await client.get('Patient/sofie-maes', first.access_token)).status).toBe(401);
  expect((await client.refresh(first.refresh_token)).status).toBe(400);
});

test('a launch is spent by its first token', async () => {
  const launch = await client.launchId('sofie-maes');
  const answer = await client.authorize({ launch });
  await client.exchange(new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '');
  const again = await client.authorize({ launch });
  expect(new URL(again.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
});

test('an access token opens the own patient’s record and nothing else', async () => {
  const { access_token } = await client.login();
  const own = await client.get('Patient/sofie-maes', access_token);
  expect(own.headers.get('access-control-expose-headers')).toContain('ETag');
  expect(own.status).toBe(200);
  expect((await client.get('Patient/luc-martens', access_token)).status).toBe(403);
  expect((await client.get('Encounter?patient=sofie-maes', access_token)).status).toBe(403);
});

test.each([[''], ['Bearer made-up'], ['Basic abc']])('authorization "%s" is answered 401', async (authorization) => {
  const answer = await fetch(`${ehr.fhirBase}/Patient/sofie-maes`, { headers: { authorization } });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
});

test('an access token ends after its hour', async () => {
  const { access_token } = await client.login();
  time = new Date('2026-11-24T11:00:00Z');
  expect((await client.get('Patient/sofie-maes', access_token)).status).toBe(401);
});

test('no access token lives longer than an hour, whatever the setting', async () => {
  ehr.settings.accessTokenSeconds = 7200;
  expect(await client.login()).toMatchObject({ expires_in: 3600 });
  ehr.settings.accessTokenSeconds = 90;
  expect(await client.login()).toMatchObject({ expires_in: 90 });
});

test('a refresh gives new tokens with the same context; the old refresh token ends everything', async () => {
  const first = await client.login();
  const second = (await json(await client.refresh(first.refresh_token))) as TokenAnswer;
  expect(second).toMatchObject({ patient: 'sofie-maes', encounter: 'sofie-maes-consult', scope: wideScopes });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await client.get('Patient/sofie-maes', second.access_token)).status).toBe(200);
  expect(await json(await client.refresh(first.refresh_token))).toMatchObject({ error: 'invalid_grant' });
  expect((await client.get('Patient/sofie-maes', second.access_token)).status).toBe(401);
});

test('a refresh without client_id is refused', async () => {
  const { refresh_token } = await client.login();
  const answer = await client.refresh(refresh_token, {});
  expect([answer.status, await json(answer)]).toMatchObject([401, { error: 'invalid_client' }]);
});

test('a refresh cannot widen the scopes; a narrowed one is enforced', async () => {
  const wide = await client.login();
  expect(
    await json(await client.refresh(wide.refresh_token, { client_id: 'kindreflex', scope: 'user/*.cruds' })),
  ).toMatchObject({
    error: 'invalid_scope',
  });
  const narrow = (await json(
    await client.refresh(wide.refresh_token, { client_id: 'kindreflex', scope: 'patient/RelatedPerson.r' }),
  )) as TokenAnswer;
  expect(narrow.scope).toBe('patient/RelatedPerson.r');
  expect((await client.get('Patient/sofie-maes', narrow.access_token)).status).toBe(403);
});

test('without online_access there is no refresh token', async () => {
  expect(await client.login('sofie-maes', { scope: 'launch patient/Patient.r' })).not.toHaveProperty('refresh_token');
});

test('revocation ends access and refresh', async () => {
  const { access_token, refresh_token } = await client.login();
  expect((await client.revoke(access_token, 'stranger')).status).toBe(401);
  expect((await client.revoke('unknown')).status).toBe(200);
  expect((await client.get('Patient/sofie-maes', access_token)).status).toBe(200);
  const answer = await client.revoke(access_token);
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, appOrigin]);
  expect((await client.get('Patient/sofie-maes', access_token)).status).toBe(401);
  expect((await client.refresh(refresh_token)).status).toBe(400);
});

test('this host can grant less than asked, and enforces it', async () => {
  ehr.settings.withheldScopes = ['patient/RelatedPerson.cu', 'patient/Patient.r', 'launch/encounter'];
  const answer = await client.login();
  expect(answer.scope).toContain('patient/RelatedPerson.rs');
  expect(answer).not.toHaveProperty('encounter');
  expect((await client.get('Patient/sofie-maes', answer.access_token)).status).toBe(403);
});

test('this host can answer without a patient', async () => {
  ehr.settings.withholdPatient = true;
  const answer = await client.login();
  expect(answer).not.toHaveProperty('patient');
  expect((await client.get('Patient/sofie-maes', answer.access_token)).status).toBe(403);
});

test('this host can hide what is restricted from a role', async () => {
  await ehr.store.put({
    resourceType: 'QuestionnaireResponse',
    id: 'restricted',
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
    status: 'completed',
    subject: { reference: 'Patient/sofie-maes' },
  });
  const { access_token } = await client.login();
  const count = async () => (await json(await client.get('QuestionnaireResponse?_summary=count', access_token))).total;
  expect(await count()).toBe(1);
  ehr.settings.hideRestrictedFrom = ['nurse'];
  expect(await count()).toBe(0);
});

test('discovery and metadata are open to any origin, FHIR and token only to the registered one', async () => {
  const from = (address: string) => fetch(address, { headers: { origin: 'https://elsewhere.example' } });
  for (const path of ['/fhir/.well-known/smart-configuration', '/fhir/metadata', '/auth/jwks']) {
    expect((await from(ehr.origin + path)).headers.get('access-control-allow-origin'), path).toBe('*');
  }
  expect((await from(`${ehr.fhirBase}/Patient/sofie-maes`)).headers.get('access-control-allow-origin')).toBeNull();
  const preflight = await fetch(`${ehr.fhirBase}/RelatedPerson`, {
    method: 'OPTIONS',
    headers: {
      origin: appOrigin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'if-match',
    },
  });
  expect(preflight.headers.get('access-control-allow-headers')).toMatch(/If-Match/i);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(appOrigin);
});

test('discovery lists S256 alone and what this host really does', async () => {
  const found = await json(await fetch(`${ehr.fhirBase}/.well-known/smart-configuration`));
  expect(found.code_challenge_methods_supported).toEqual(['S256']);
  expect(found.capabilities).toEqual(
    expect.arrayContaining(['launch-ehr', 'launch-standalone', 'permission-v1', 'permission-v2']),
  );
  expect((await json(await fetch(`${ehr.fhirBase}/metadata`))).rest).toMatchObject([{ security: { cors: true } }]);
});

test('the request log counts requests and holds no values', async () => {
  const { access_token } = await client.login();
  const before = ehr.requestLog.length;
  await client.get('RelatedPerson?patient=sofie-maes&_count=5', access_token);
  expect(ehr.requestLog.slice(before)).toEqual([
    { method: 'GET', path: '/fhir/RelatedPerson?patient&_count', status: 200, time: '2026-11-24T10:00:00.000Z' },
  ]);
});

test('another host name for this machine is refused', async () => {
  const { default: http } = await import('node:http');
  const status = await new Promise((done) => {
    http.get(`${ehr.origin}/login`, { headers: { host: 'evil.example' } }, (answer) => done(answer.statusCode));
  });
  expect(status).toBe(421);
});
