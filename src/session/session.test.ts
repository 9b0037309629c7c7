import './browser-for-tests';
import { afterEach, expect, test, vi } from 'vitest';
import { prepareLaunch } from '../launch/launch';
import { tab } from './browser-for-tests';
import { openSessionOn } from './session';
import { app, smartHost, type Twists } from './smart-host-for-tests';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

/** Launch and log in; gives the tab on its way back to the app. */
async function loggedIn(twists: Partial<Twists> = {}, more: Record<string, unknown> = {}, now?: () => number) {
  const ehr = await smartHost(twists);
  cleanUp.push(ehr.close);
  const config = ehr.config(more);
  const browser = tab(now);
  const query = new URLSearchParams({ iss: ehr.iss, launch: 'l1' });
  const step = await prepareLaunch(browser.at(`${app}launch.html?${query}`), config);
  if (!step.ok || step.value.kind !== 'go') throw new Error(JSON.stringify(step));
  const back = ehr.logIn(step.value.address);
  return { ehr, config, browser, back, open: (url = back) => openSessionOn(browser.at(url), config) };
}

async function opened(...given: Parameters<typeof loggedIn>) {
  const launched = await loggedIn(...given);
  const session = await launched.open();
  if (!session.ok) throw new Error(JSON.stringify(session));
  return { ...launched, context: session.value };
}

const code = (kind: string, code: string) => ({ ok: false, error: { kind, code } });

test('the return from the login becomes a context', async () => {
  const { context, ehr, config, browser } = await opened();
  expect(context).toMatchObject({
    issuer: config.issuers[0],
    fhirBase: ehr.iss,
    patient: 'ann',
    encounter: 'visit-1',
    fhirUser: 'Practitioner/nurse',
    needPatientBanner: false,
    tenant: 'ward 3',
    missingScopes: [],
    diagnostics: [],
  });
  expect(await context.accessToken()).toMatch(/^opaque\./);
  expect(context.expiresAt()).toBeGreaterThan(Date.now() + 3_500_000);
  expect(browser.addresses).toEqual([`${app}index.html`]);
  const [sent] = ehr.asked('/token');
  expect(Object.fromEntries(new URLSearchParams(sent?.body))).toMatchObject({ client_id: ehr.clientId });
});

test('a reload goes on without asking for another token, and so does the old address', async () => {
  const { ehr, open, context, back } = await opened();
  const token = await context.accessToken();
  for (const url of [`${app}index.html`, back]) {
    const again = await open(url);
    expect(again.ok && (await again.value.accessToken())).toBe(token);
  }
  expect(ehr.asked('/token')).toHaveLength(1);
  expect(ehr.asked('/revoke')).toHaveLength(0);
});

test('opened without a launch', async () => {
  const { config } = await loggedIn();
  expect(await openSessionOn(tab().at(`${app}index.html`), config)).toEqual(code('not-launched', 'S-01'));
});

test('a forged state, or one of another tab, is refused and no token is asked; the session of this tab lives on', async () => {
  const { ehr, open, config } = await opened();
  const forged = `${app}index.html?code=evil&state=11111111-2222-4333-8444-555555555555`;
  expect(await open(forged)).toEqual(code('state-unknown', 'S-02'));
  expect(await open(`${app}index.html?code=evil`)).toEqual(code('state-unknown', 'S-02'));
  expect(ehr.asked('/token')).toHaveLength(1);
  expect((await open(`${app}index.html`)).ok).toBe(true);
  const other = await loggedIn();
  expect(await openSessionOn(tab().at(other.back), config)).toEqual(code('state-unknown', 'S-02'));
});

test('a state older than half an hour is refused, and is then unknown', async () => {
  let now = Date.now();
  const { ehr, open } = await loggedIn({}, {}, () => now);
  now += 31 * 60_000;
  expect(await open()).toEqual(code('state-expired', 'S-03'));
  expect(await open()).toEqual(code('state-unknown', 'S-02'));
  expect(ehr.asked('/token')).toHaveLength(0);
});

test('the user who says no, and other errors of the server, without their text', async () => {
  for (const [error, expected] of [
    ['access_denied', code('denied', 'S-04')],
    ['server_error', code('authorization-failed', 'S-05')],
  ] as const) {
    const { back, open, ehr } = await loggedIn();
    const state = new URL(back).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ error, state, error_description: 'Ann Peeters' });
    expect(await open(`${app}index.html?${query}`)).toEqual(expected);
    expect(ehr.asked('/token')).toHaveLength(0);
  }
});

test('a code that the server refuses', async () => {
  const { back, open } = await loggedIn();
  const url = new URL(back);
  url.searchParams.set('code', 'expired');
  expect(await open(url.href)).toEqual(code('code-refused', 'S-06'));
  expect(await open(back)).toEqual(code('state-unknown', 'S-02'));
});

test.each<[string, Twists['token'], string, string]>([
  ['a refused client', () => ({ status: 401, body: { error: 'invalid_client' } }), 'client-refused', 'S-15'],
  ['a failing token endpoint', () => ({ status: 503, body: 'Ann' }), 'token-unreachable', 'S-07'],
  ['no token', (answer) => ({ ...answer, access_token: undefined }), 'token-unreadable', 'S-08'],
  ['a token of another kind', (answer) => ({ ...answer, token_type: 'DPoP' }), 'token-unreadable', 'S-08'],
  ['a list for a token', (answer) => ({ ...answer, access_token: ['x'] }), 'token-unreadable', 'S-08'],
  ['an answer that is no JSON', () => ({ status: 200, body: '{' }), 'token-unreadable', 'S-08'],
  ['no patient', (answer) => ({ ...answer, patient: undefined }), 'no-patient', 'S-09'],
  ['a patient that is a path', (answer) => ({ ...answer, patient: '../Practitioner/1' }), 'no-patient', 'S-09'],
  ['a patient that is a query', (answer) => ({ ...answer, patient: 'ann?_count=1' }), 'no-patient', 'S-09'],
  [
    'a session that is over at once',
    (answer) => ({ ...answer, expires_in: 1, refresh_token: undefined }),
    'session-ended',
    'S-12',
  ],
])('%s ends in a code, and nothing of it stays behind', async (_, token, kind, expected) => {
  const { open, browser } = await loggedIn({ token });
  expect(await open()).toEqual(code(kind, expected));
  expect(browser.storage.length).toBe(0);
});

test('a token endpoint that is down', async () => {
  const { open, ehr } = await loggedIn();
  await ehr.close();
  expect(await open()).toEqual(code('token-unreachable', 'S-07'));
});

test('an issuer or client that the site no longer allows gets no code', async () => {
  const { ehr, browser, back } = await loggedIn();
  const stranger = await smartHost();
  cleanUp.push(stranger.close);
  expect(await openSessionOn(browser.at(back), stranger.config())).toEqual(code('issuer-not-allowed', 'S-10'));
  expect(ehr.asked('/token')).toHaveLength(0);
  const other = await loggedIn();
  const changed = other.ehr.config({ clientId: 'another' });
  expect(await openSessionOn(other.browser.at(other.back), changed)).toEqual(code('issuer-not-allowed', 'S-10'));
});

test('a token endpoint put into the stored state gets no code', async () => {
  const { browser, back, open } = await loggedIn();
  const evil = await smartHost();
  cleanUp.push(evil.close);
  const key = new URL(back).searchParams.get('state') ?? '';
  const state = JSON.parse(browser.storage.getItem(key) ?? '');
  browser.storage.setItem(key, JSON.stringify({ ...state, tokenUri: `${evil.origin}/token` }));
  expect(await open()).toEqual(code('issuer-not-allowed', 'S-10'));
  expect(evil.requests).toHaveLength(0);
});

test('an answer of another authorization server is refused (RFC 9207)', async () => {
  const { back, open, ehr } = await loggedIn();
  expect(await open(`${back}&iss=https://evil.example`)).toEqual(code('issuer-not-allowed', 'S-10'));
  expect(ehr.asked('/token')).toHaveLength(0);
});

test.each<[string, Twists['claims']]>([
  ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
  ['another audience', (claims) => ({ ...claims, aud: 'other app' })],
  ['a shared audience without azp', (claims) => ({ ...claims, aud: [String(claims.aud), 'other app'] })],
  ['another login (nonce)', (claims) => ({ ...claims, nonce: 'other' })],
  ['the past', (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 600 })],
  ['no end', (claims) => ({ ...claims, exp: 'never' as unknown as number })],
])('an id_token of %s ends the session', async (_, claims) => {
  const { open } = await loggedIn({ claims });
  expect(await open()).toEqual(code('identity-invalid', 'S-11'));
});

test('a clock that is four minutes off, and a reload after the id_token ended, are no fault', async () => {
  const { open } = await loggedIn({ claims: (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 240 }) });
  expect((await open()).ok).toBe(true);
  let now = Date.now();
  const later = await opened({}, {}, () => now);
  now += 20 * 60_000;
  expect((await later.open(`${app}index.html`)).ok).toBe(true);
});

test.each<[string, string | undefined, string | undefined]>([
  ['a relative user', 'PractitionerRole/r1', 'PractitionerRole/r1'],
  ['a user on another server', 'https://evil.example/fhir/Practitioner/nurse', undefined],
  ['a user that is no person', 'Organization/o', undefined],
  ['a user that is a path', 'Practitioner/../Patient', undefined],
  ['no user', undefined, undefined],
])('%s', async (_, fhirUser, expected) => {
  const { context } = await opened({ claims: (claims) => ({ ...claims, fhirUser }) });
  expect(context.fhirUser).toBe(expected);
  expect(context.diagnostics).toEqual(expected ? [] : ['D-05']);
});

test('fewer scopes, no scope at all, and none said are told apart', async () => {
  const fewer = await opened({ token: (answer) => ({ ...answer, scope: 'openid patient/*.rs' }) });
  expect(fewer.context.missingScopes).toEqual([
    'patient/RelatedPerson.c',
    'patient/RelatedPerson.u',
    'patient/QuestionnaireResponse.c',
    'patient/QuestionnaireResponse.u',
    'patient/DocumentReference.c',
    'patient/Provenance.c',
    'fhirUser',
  ]);
  expect(fewer.context.diagnostics).toEqual(['D-01']);
  const none = await opened({ token: (answer) => ({ ...answer, scope: '' }) });
  expect(none.context.scopes.resources).toEqual([]);
  const unsaid = await opened({ token: (answer) => ({ ...answer, scope: undefined }) });
  expect(unsaid.context).toMatchObject({ missingScopes: [], diagnostics: ['D-06'] });
});

test('context of the wrong shape is left out and reported', async () => {
  const { context } = await opened({
    token: (answer) => ({
      ...answer,
      id_token: undefined,
      encounter: 'a/b',
      smart_style_url: 'https://evil.example/style.json',
      need_patient_banner: 'no',
      expires_in: undefined,
    }),
  });
  expect(context).not.toHaveProperty('encounter');
  expect(context).not.toHaveProperty('styleUrl');
  expect(context.needPatientBanner).toBe(true);
  expect(context.expiresAt()).toBeUndefined();
  expect(context.diagnostics).toEqual(['D-02', 'D-07', 'D-09']);
  expect(await context.verifyIdentity()).toBe('absent');
});

test('an end that came as a text is an end', async () => {
  const { context, open } = await opened({ token: (answer) => ({ ...answer, expires_in: '600' }) });
  const inTenMinutes = (at: number | undefined) => Math.abs((at ?? 0) - Date.now() - 600_000) < 5_000;
  expect(inTenMinutes(context.expiresAt())).toBe(true);
  const again = await open(`${app}index.html`);
  expect(again.ok && inTenMinutes(again.value.expiresAt())).toBe(true);
});

test('without refresh the session ends when the token does, and says so', async () => {
  let now = Date.now();
  const { context, ehr, open } = await opened({}, {}, () => now);
  now += 3_600_000;
  expect(await context.accessToken()).toBeUndefined();
  expect(context.ended()).toEqual({ kind: 'session-ended', code: 'S-12' });
  expect(ehr.asked('/token')).toHaveLength(1);
  expect(context.diagnostics).toEqual([]);
  expect(await open(`${app}index.html`)).toEqual(code('not-launched', 'S-01'));
});

test.each<[string, Twists['token']]>([
  ['', (answer) => answer],
  [', also when the host never repeats the scope', (answer) => ({ ...answer, scope: undefined })],
])('with refresh parallel callers share one, with client_id, and the new token is kept%s', async (_, token) => {
  let now = Date.now();
  const { context, ehr, open } = await opened({ token }, { refresh: 'online' }, () => now);
  const first = await context.accessToken();
  now += 3_580_000;
  const renewed = await Promise.all([context.accessToken(), context.accessToken(), context.accessToken()]);
  expect(new Set(renewed).size).toBe(1);
  expect(renewed[0]).toMatch(/^opaque\./);
  expect(renewed[0]).not.toBe(first);
  const [, refresh, ...more] = ehr.asked('/token');
  expect(more).toEqual([]);
  expect(Object.fromEntries(new URLSearchParams(refresh?.body))).toMatchObject({
    grant_type: 'refresh_token',
    client_id: ehr.clientId,
  });
  expect(context.expiresAt()).toBe(now + 3_600_000);
  const reloaded = await open(`${app}index.html`);
  expect(reloaded.ok && (await reloaded.value.accessToken())).toBe(renewed[0]);
  expect(reloaded.ok && reloaded.value.missingScopes).toEqual([]);
});

test('a refresh that fails leaves the token its last seconds, then the session ends', async () => {
  let now = Date.now();
  const { context, ehr } = await opened({}, { refresh: 'online' }, () => now);
  ehr.twists.token = () => ({ status: 400, body: { error: 'invalid_grant' } });
  now += 3_580_000;
  expect(await context.accessToken()).toMatch(/^opaque\./);
  expect(context.diagnostics).toEqual(['D-11']);
  now += 16_000;
  expect(await context.accessToken()).toBeUndefined();
  expect(ehr.asked('/token')).toHaveLength(2);
});

test('a refresh that names another patient ends the session for good', async () => {
  let now = Date.now();
  const { context, ehr, open } = await opened({}, { refresh: 'online' }, () => now);
  ehr.twists.token = (answer) => ({ ...answer, patient: 'bea' });
  now += 3_580_000;
  expect(await context.accessToken()).toBeUndefined();
  expect(context.ended()).toEqual({ kind: 'patient-changed', code: 'S-13' });
  expect(await open(`${app}index.html`)).toEqual(code('not-launched', 'S-01'));
});

test('close revokes what the app holds and forgets it', async () => {
  const { context, ehr, browser, open } = await opened({}, { refresh: 'online' });
  const token = await context.accessToken();
  await context.close();
  const sent = ehr.asked('/revoke').map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  expect(sent).toEqual([
    { token, token_type_hint: 'access_token', client_id: ehr.clientId },
    expect.objectContaining({ token_type_hint: 'refresh_token', client_id: ehr.clientId }),
  ]);
  expect(browser.storage.length).toBe(0);
  expect(await context.accessToken()).toBeUndefined();
  expect(context.ended()?.code).toBe('S-16');
  expect(context.diagnostics).toEqual([]);
  expect(await open(`${app}index.html`)).toEqual(code('not-launched', 'S-01'));
});

test('close without a revocation endpoint forgets all the same, and says what it could not do', async () => {
  const { context, browser } = await opened({ metadata: (m) => ({ ...m, revocation_endpoint: undefined }) });
  await context.close();
  expect(browser.storage.length).toBe(0);
  expect(context.diagnostics).toEqual(['D-08']);
});

test('the user’s identity is verified with the issuer’s keys, asked only then', async () => {
  const { context, ehr } = await opened();
  expect(ehr.asked('/keys')).toHaveLength(0);
  expect(await context.verifyIdentity()).toBe('verified');
  expect(ehr.asked('/keys')).toHaveLength(1);
  ehr.twists.keys = () => ({ status: 500 });
  expect(await context.verifyIdentity()).toBe('unverified-keys-unreachable');
  ehr.twists.keys = () => ({ body: { keys: [] } });
  expect(await context.verifyIdentity()).toBe('invalid');
  expect(context.diagnostics).toEqual(['D-03', 'D-04']);
});

test('React StrictMode calls twice: one promise, one token request', async () => {
  const { ehr, config, browser, back } = await loggedIn();
  vi.stubGlobal('location', { href: back });
  vi.stubGlobal('sessionStorage', browser.storage);
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, url: string) => browser.addresses.push(url),
  });
  vi.resetModules();
  const { openSession } = await import('./session');
  const onAsked = vi.fn();
  const [one, two] = await Promise.all([openSession(config, onAsked), openSession(config, onAsked)]);
  expect(onAsked).toHaveBeenCalledTimes(1);
  expect(one).toBe(two);
  expect(one.ok).toBe(true);
  expect(ehr.asked('/token')).toHaveLength(1);
  expect(browser.addresses).toEqual([`${app}index.html`]);
  vi.unstubAllGlobals();
});

test('a duplicated tab is asked to launch anew, and the tab that it was copied from goes on', async () => {
  const { ehr, config, browser, context } = await opened();
  const copy = browser.duplicate();
  expect(await openSessionOn(copy.at(`${app}index.html`), config)).toEqual(code('tab-duplicated', 'S-17'));
  expect(await context.accessToken()).toMatch(/^opaque\./);
  expect(context.stillCurrent()).toBe(true);
  expect(ehr.asked('/token')).toHaveLength(1);
});

test('a duplicate may take the session over once the first tab is gone', async () => {
  const { config, browser } = await opened();
  const copy = browser.duplicate();
  browser.unload();
  expect((await openSessionOn(copy.at(`${app}index.html`), config)).ok).toBe(true);
});

test('a reload waits for the page that is still being unloaded', async () => {
  const { config, browser } = await opened();
  const copy = browser.duplicate();
  const opening = openSessionOn(copy.at(`${app}index.html`), config);
  setTimeout(() => browser.unload(), 200);
  expect((await opening).ok).toBe(true);
});

test('without locks the session opens, but its token is never refreshed', async () => {
  const issuers = { refresh: 'online' };
  const { ehr, browser, back, config } = await loggedIn({}, issuers);
  const page = { ...browser.at(back), locks: undefined };
  const session = await openSessionOn(page, config);
  if (!session.ok) throw new Error('The session did not open');
  expect(session.value.renewable).toBe(false);
  expect(session.value.diagnostics).toContain('D-12');
  expect(ehr.asked('/token')).toHaveLength(1);
});

test('a second launch in the same tab makes the first page an old one', async () => {
  const { ehr, config, browser, context } = await opened();
  const query = new URLSearchParams({ iss: ehr.iss, launch: 'l2' });
  const step = await prepareLaunch(browser.at(`${app}launch.html?${query}`), config);
  if (!step.ok || step.value.kind !== 'go') throw new Error(JSON.stringify(step));
  const second = await openSessionOn(browser.at(ehr.logIn(step.value.address)), config);
  expect(second.ok && second.value.stillCurrent()).toBe(true);
  expect(context.stillCurrent()).toBe(false);
});

test('two launches in two tabs of one browser keep to themselves', async () => {
  const { ehr, config, browser, context } = await opened();
  const other = browser.another();
  const query = new URLSearchParams({ iss: ehr.iss, launch: 'l2' });
  const step = await prepareLaunch(other.at(`${app}launch.html?${query}`), config);
  if (!step.ok || step.value.kind !== 'go') throw new Error(JSON.stringify(step));
  const second = await openSessionOn(other.at(ehr.logIn(step.value.address)), config);
  if (!second.ok) throw new Error('The second session did not open');
  expect([context.stillCurrent(), second.value.stillCurrent()]).toEqual([true, true]);
  expect(await second.value.accessToken()).not.toBe(await context.accessToken());
});

test('what is missed is essential only when it is about the client, the children or the entries', async () => {
  const all =
    'launch openid fhirUser user/Practitioner.r user/PractitionerRole.r patient/Encounter.r patient/Patient.r';
  const granted = (scope: string) => opened({ token: (answer) => ({ ...answer, scope }) });
  const some = await granted(`${all} patient/RelatedPerson.crus patient/QuestionnaireResponse.crus`);
  expect(some.context.missingScopes).toContain('patient/Provenance.c');
  expect(some.context.missesEssential).toBe(false);
  const few = await granted(`${all} patient/RelatedPerson.rs patient/QuestionnaireResponse.crus`);
  expect(few.context.missesEssential).toBe(true);
});
