import { expect, test } from 'vitest';
import { defaultSettings } from '../settings';
import { walkAuthorization } from './authorize-walk';
import { Launches } from './launches';

const fhirBase = 'http://localhost:4010/fhir';
const client = {
  id: 'kindreflex',
  name: 'Kindreflex',
  redirectUris: ['http://127.0.0.1:4011/index.html'],
  launchUrl: 'http://127.0.0.1:4011/launch.html',
  origin: 'http://127.0.0.1:4011',
};
let time = new Date('2026-11-24T10:00:00Z');
const launches = new Launches(() => time);
const launch = launches.create({ user: 'nurse', patient: 'a', needPatientBanner: true });
const sound = {
  response_type: 'code',
  client_id: 'kindreflex',
  redirect_uri: 'http://127.0.0.1:4011/index.html',
  launch,
  scope: 'launch openid patient/RelatedPerson.rs',
  state: 'unguessable',
  aud: fhirBase,
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

function walk(change: Record<string, string> = {}, without: string[] = [], session?: string, more = '') {
  const parameters = new URLSearchParams({ ...sound, ...change });
  for (const name of without) parameters.delete(name);
  const all = new URLSearchParams(`${parameters}${more}`);
  const known = all.get('client_id') === client.id ? client : undefined;
  return walkAuthorization({
    parameters: all,
    client: known,
    fhirBase,
    launches,
    settings: defaultSettings(),
    session,
    isSessionOpen: (id) => id !== 'closed',
  });
}

test('a sound request is authorized with the context of its launch', () => {
  expect(walk()).toMatchObject({
    kind: 'authorized',
    authorization: { scopes: ['launch', 'openid', 'patient/RelatedPerson.rs'], launch: { context: { patient: 'a' } } },
  });
  expect(walk({ aud: `${fhirBase}/` }).kind).toBe('authorized');
});

test.each([
  ['an unknown client', { client_id: 'stranger' }],
  ['a foreign redirect_uri', { redirect_uri: 'https://evil.example/' }],
  ['a redirect_uri that only starts alike', { redirect_uri: `${sound.redirect_uri}/../evil` }],
  ['a redirect_uri with a query', { redirect_uri: `${sound.redirect_uri}?a=b` }],
])('%s is refused on a page, never redirected', (_name, change) => {
  expect(walk(change).kind).toBe('refused-on-page');
});

test('an unknown client and a foreign redirect_uri are told apart', () => {
  expect(walk({ client_id: 'stranger' })).toMatchObject({
    error: { description: expect.stringContaining('This client') },
  });
  expect(walk({ redirect_uri: 'https://evil.example/' })).toMatchObject({
    error: { description: expect.stringContaining('redirect_uri') },
  });
});

test('a parameter given twice is refused on a page', () => {
  expect(walk({}, [], undefined, '&redirect_uri=https://evil.example/').kind).toBe('refused-on-page');
});

test.each([
  ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ['an empty state', { state: '' }, 'invalid_request'],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['a malformed challenge', { code_challenge: 'short' }, 'invalid_request'],
  ['another audience', { aud: 'https://evil.example/fhir' }, 'invalid_request'],
  ['a made-up launch', { launch: 'made-up' }, 'invalid_request'],
  ['an EHR launch without its scope', { scope: 'openid' }, 'invalid_scope'],
  ['only unknown scopes', { scope: 'admin', launch: '' }, 'invalid_scope'],
])('%s is told to the app', (_name, change, error) => {
  expect(walk(change)).toMatchObject({ kind: 'refused-to-app', error: { error }, redirectUri: sound.redirect_uri });
});

test.each(['code_challenge_method', 'code_challenge', 'aud', 'state', 'launch'])('%s cannot be left out', (name) => {
  expect(walk({}, [name])).toMatchObject({ kind: 'refused-to-app', error: { error: 'invalid_request' } });
});

test('a launch serves the session that it was made in, as long as that is open', () => {
  const launchedIn = (id: string) =>
    launches.create({ user: 'nurse', session: id, patient: 'a', needPatientBanner: true });
  const mine = launchedIn('mine');
  expect(walk({ launch: mine }, [], 'mine').kind).toBe('authorized');
  expect(walk({ launch: mine }, [], undefined).kind).toBe('authorized');
  expect(walk({ launch: mine }, [], 'another')).toMatchObject({ error: { error: 'access_denied' } });
  expect(walk({ launch: launchedIn('closed') })).toMatchObject({ error: { error: 'access_denied' } });
});

test('standalone: launch/patient instead of a launch', () => {
  const found = walk({ scope: 'launch launch/patient openid' }, ['launch']);
  expect(found).toMatchObject({ kind: 'authorized', authorization: { scopes: ['launch/patient', 'openid'] } });
});

test('a launch lives five minutes', () => {
  time = new Date('2026-11-24T10:04:59Z');
  expect(walk().kind).toBe('authorized');
  time = new Date('2026-11-24T10:05:00Z');
  expect(walk()).toMatchObject({ kind: 'refused-to-app', error: { error: 'invalid_request' } });
});
