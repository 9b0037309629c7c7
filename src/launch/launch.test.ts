import '../session/browser-for-tests';
import { afterEach, expect, test } from 'vitest';
import { tab } from '../session/browser-for-tests';
import { parseSiteConfig } from '../session/site-config';
import { app, smartHost, type Twists } from '../session/smart-host-for-tests';
import { prepareLaunch } from './launch';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

async function host(twists: Partial<Twists> = {}) {
  const made = await smartHost(twists);
  cleanUp.push(made.close);
  return made;
}
const launchUrl = (query: Record<string, string>) => `${app}launch.html?${new URLSearchParams(query)}`;

async function addressOf(iss: string, config: Parameters<typeof prepareLaunch>[1], query = {}) {
  const step = await prepareLaunch(tab().at(launchUrl({ iss, ...query })), config);
  if (!step.ok || step.value.kind !== 'go') throw new Error(JSON.stringify(step));
  return new URL(step.value.address);
}

test('an EHR launch goes to the login with all that SMART asks for', async () => {
  const ehr = await host();
  const address = await addressOf(ehr.iss, ehr.config(), { launch: 'l+1/&' });
  expect(address.origin + address.pathname).toBe(`${ehr.origin}/authorize`);
  const sent = Object.fromEntries(address.searchParams);
  expect(sent).toMatchObject({
    tenant: '1',
    response_type: 'code',
    client_id: ehr.clientId,
    redirect_uri: `${app}index.html`,
    launch: 'l+1/&',
    aud: ehr.iss,
    code_challenge_method: 'S256',
    scope:
      'launch openid fhirUser patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Encounter.r patient/DocumentReference.crs patient/Provenance.crs user/Practitioner.r user/PractitionerRole.r',
  });
  expect(sent.code_challenge).toMatch(/^[\w-]{43}$/);
});

test('state is a new random UUID of the browser each time (122 bits), not fhirclient’s 16 characters', async () => {
  const ehr = await host();
  const states = [await addressOf(ehr.iss, ehr.config()), await addressOf(ehr.iss, ehr.config())].map((address) =>
    address.searchParams.get('state'),
  );
  for (const state of states) expect(state).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(states[0]).not.toBe(states[1]);
});

test('without iss the only issuer is used, and its patient picker asked for', async () => {
  const ehr = await host();
  const step = await prepareLaunch(tab().at(`${app}launch.html`), ehr.config());
  const address = new URL(step.ok && step.value.kind === 'go' ? step.value.address : '');
  expect(address.searchParams.get('scope')).toMatch(/^launch\/patient openid fhirUser patient\//);
  expect(address.searchParams.get('aud')).toBe(ehr.iss);
  expect(address.searchParams.has('launch')).toBe(false);
});

test('without iss and with several issuers the user chooses; nobody is asked anything before', async () => {
  const ehr = await host();
  const config = parseSiteConfig({
    issuers: [
      { iss: ehr.iss, clientId: 'a', name: 'One' },
      { iss: 'https://two.example/fhir', clientId: 'b' },
    ],
  });
  if (!config.ok) throw new Error();
  const step = await prepareLaunch(tab().at(`${app}launch.html`), config.value);
  expect(step).toEqual({
    ok: true,
    value: {
      kind: 'choose',
      issuers: [
        { name: 'One', address: launchUrl({ iss: ehr.iss }) },
        { name: 'two.example', address: launchUrl({ iss: 'https://two.example/fhir' }) },
      ],
    },
  });
  expect(ehr.requests).toHaveLength(0);
});

test.each(['fhirServiceUrl', 'patientId', 'clientId'])('the address parameter %s is refused', async (name) => {
  const ehr = await host();
  const page = tab().at(launchUrl({ iss: ehr.iss, launch: 'x', [name]: 'http://evil.example' }));
  expect(await prepareLaunch(page, ehr.config())).toEqual({ ok: false, error: { code: 'L-01' } });
  expect(ehr.requests).toHaveLength(0);
});

test('an iss given twice is refused, launch without iss too', async () => {
  const ehr = await host();
  const twice = tab().at(`${launchUrl({ iss: ehr.iss })}&iss=http://evil.example`);
  expect(await prepareLaunch(twice, ehr.config())).toMatchObject({ error: { code: 'L-01' } });
  expect(await prepareLaunch(tab().at(launchUrl({ launch: 'x' })), ehr.config())).toMatchObject({
    error: { code: 'L-03' },
  });
});

test('an issuer that the site does not list is not asked anything', async () => {
  const ehr = await host();
  const stranger = await host();
  const page = tab().at(launchUrl({ iss: stranger.iss, launch: 'x' }));
  expect(await prepareLaunch(page, ehr.config())).toEqual({ ok: false, error: { code: 'L-02' } });
  expect(stranger.requests).toHaveLength(0);
});

test.each<[string, Twists['metadata'], object]>([
  ['S256 missing', (m) => ({ ...m, code_challenge_methods_supported: undefined }), { code: 'L-06' }],
  ['only plain', (m) => ({ ...m, code_challenge_methods_supported: ['plain'] }), { code: 'L-06' }],
  [
    'a foreign login page',
    (m) => ({ ...m, authorization_endpoint: 'https://evil.example/a' }),
    { code: 'L-07', detail: 'authorization_endpoint' },
  ],
  [
    'a foreign token endpoint',
    (m) => ({ ...m, token_endpoint: 'https://evil.example/t' }),
    { code: 'L-07', detail: 'token_endpoint' },
  ],
  [
    'a foreign revocation endpoint',
    (m) => ({ ...m, revocation_endpoint: 'https://evil.example/r' }),
    { code: 'L-07', detail: 'revocation_endpoint' },
  ],
  ['foreign keys', (m) => ({ ...m, jwks_uri: 'https://evil.example/k' }), { code: 'L-07', detail: 'jwks_uri' }],
  [
    'a script as endpoint',
    (m) => ({ ...m, authorization_endpoint: 'javascript:alert(1)' }),
    { code: 'L-07', detail: 'authorization_endpoint' },
  ],
  ['no token endpoint', (m) => ({ ...m, token_endpoint: undefined }), { code: 'L-05' }],
  ['a list', () => [], { code: 'L-05' }],
  ['text', () => '<html>', { code: 'L-05' }],
])('metadata with %s stop the launch', async (_, metadata, error) => {
  const ehr = await host({ metadata });
  const { at, storage } = tab();
  expect(await prepareLaunch(at(launchUrl({ iss: ehr.iss })), ehr.config())).toEqual({ ok: false, error });
  expect(storage.length).toBe(0);
});

test('plain http to another machine is no endpoint, even where the site lists its origin', () => {
  const config = parseSiteConfig({
    issuers: [{ iss: 'https://ehr.example/fhir', clientId: 'a', origins: ['http://login.example'] }],
  });
  expect(config).toMatchObject({ ok: false, error: { problems: [{ path: '$.issuers[0].origins[0]' }] } });
});

test('endpoints on an origin that the site named are used, relative ones resolved against the FHIR base', async () => {
  const login = await host();
  const ehr = await host({
    metadata: (m) => ({ ...m, authorization_endpoint: `${login.origin}/authorize`, token_endpoint: 'auth/token' }),
  });
  const { at, storage } = tab();
  const step = await prepareLaunch(at(launchUrl({ iss: ehr.iss })), ehr.config({ origins: [login.origin] }));
  const address = new URL(step.ok && step.value.kind === 'go' ? step.value.address : '');
  expect(address.origin).toBe(login.origin);
  const state = JSON.parse(storage.getItem(address.searchParams.get('state') ?? '') ?? '{}');
  expect(state.tokenUri).toBe(`${ehr.iss}/auth/token`);
});

test('metadata that change between our check and fhirclient’s own reading change nothing', async () => {
  let times = 0;
  const ehr = await host({
    metadata: (m) =>
      times++ === 0
        ? m
        : { ...m, authorization_endpoint: 'https://evil.example/a', token_endpoint: 'https://evil.example/t' },
  });
  const { at, storage } = tab();
  const step = await prepareLaunch(at(launchUrl({ iss: ehr.iss })), ehr.config());
  expect(JSON.stringify(step)).not.toContain('evil');
  for (let index = 0; index < storage.length; index++)
    expect(storage.getItem(storage.key(index) ?? '')).not.toContain('evil');
});

test('the CapabilityStatement is never asked for endpoints', async () => {
  let times = 0;
  const ehr = await host({ metadata: (m) => (times++ === 0 ? m : {}) });
  const { at, storage } = tab();
  expect(await prepareLaunch(at(launchUrl({ iss: ehr.iss })), ehr.config())).toMatchObject({ error: { code: 'L-10' } });
  expect(ehr.asked('/fhir/metadata')).toHaveLength(0);
  expect([...Array(storage.length).keys()].map((index) => storage.key(index))).not.toContain('KINDREFLEX_LAUNCH');
});

test('an issuer that is down is told apart', async () => {
  const ehr = await host();
  await ehr.close();
  expect(await prepareLaunch(tab().at(launchUrl({ iss: ehr.iss })), ehr.config())).toMatchObject({
    error: { code: 'L-04' },
  });
});

test('v1 scopes are asked only of a server that knows nothing else, refresh only where the site wants it', async () => {
  const old = await host({ metadata: (m) => ({ ...m, capabilities: ['permission-v1'] }) });
  const both = await host({ metadata: (m) => ({ ...m, capabilities: ['permission-v1', 'permission-v2'] }) });
  const scope = async (ehr: typeof old, more = {}) =>
    (await addressOf(ehr.iss, ehr.config(more), { launch: 'x' })).searchParams.get('scope');
  expect(await scope(old)).toContain('patient/RelatedPerson.read patient/RelatedPerson.write');
  expect(await scope(both)).toContain('patient/RelatedPerson.crus');
  expect(await scope(both)).not.toContain('access');
  expect(await scope(both, { refresh: 'online' })).toMatch(/ online_access$/);
  expect(await scope(both, { refresh: 'offline' })).toMatch(/ offline_access$/);
  expect(await scope(both, { scopes: 'launch patient/*.rs' })).toBe('launch patient/*.rs');
});
