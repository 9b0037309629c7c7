import '../../src/session/browser-for-tests';
import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import { capabilitiesSchema } from '../../src/fhir/capabilities';
import { prepareLaunch } from '../../src/launch/launch';
import { can, canBundle } from '../../src/record/can';
import { readKeptDraft } from '../../src/record/drafts/kept-draft';
import { meansOf, WRITTEN_TYPES } from '../../src/record/means';
import { permissionsOf, takesOf } from '../../src/record/permissions';
import { tab } from '../../src/session/browser-for-tests';
import { readIdToken } from '../../src/session/id-token';
import { isSafeAddress } from '../../src/session/issuer';
import { readLaunchRecord } from '../../src/session/launch-record';
import { parseScopes } from '../../src/session/scopes';
import { openSessionOn } from '../../src/session/session';
import { parseSiteConfig } from '../../src/session/site-config';
import { app, smartHost, type Twists } from '../../src/session/smart-host-for-tests';
import { readStoredState } from '../../src/session/stored-state';
import { readTokenAnswer } from '../../src/session/token-answer';
import { hostile, hostileJson, hostileText, junk, MARK } from './arbitraries';
import { expectNothingTold, property, quietConsole } from './property';

quietConsole();

const config = {
  issuers: [
    {
      iss: 'https://ehr.example/fhir',
      clientId: 'k',
      name: 'AZ',
      origins: ['https://login.example'],
      refresh: 'online',
    },
  ],
  setting: 'gp',
  askedValidForDays: 365,
  languages: ['nl', 'fr'],
  contacts: [
    { region: 'A', kind: 'VK', name: 'VK', phone: '+32 3 000 00 00', url: 'https://vk.example/', hours: '9-5' },
  ],
  contactsCheckedOn: '2026-11-25',
  labels: { '2': ['R'], '4': [{ system: 'https://ehr.example/labels', code: 'X' }] },
  concernEntries: 'ask',
  relatedPersons: 'allowed',
  documents: { notes: true, portalWithholds: true },
  drafts: 'tab',
};

property('a site configuration is taken whole and safe, or refused', 600, hostileJson(fc.constant(config)), (json) => {
  const read = parseSiteConfig(json);
  if (!read.ok) {
    expect(read.error.problems.length).toBeGreaterThan(0);
    return false;
  }
  for (const { iss, origins } of read.value.issuers)
    for (const address of [iss, ...origins]) expect(isSafeAddress(new URL(address))).toBe(true);
  for (const { url } of read.value.contacts) expect(url === undefined || isSafeAddress(new URL(url))).toBe(true);
  return true;
});

const answer = {
  access_token: 'opaque',
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'patient/*.rs',
  patient: 'ann',
  encounter: 'visit-1',
  need_patient_banner: false,
  id_token: 'a.b.c',
  smart_style_url: 'https://ehr.example/style.json',
};
property('a token answer gives a token, ids that are ids, or nothing', 600, hostile(fc.constant(answer)), (json) => {
  const read = readTokenAnswer(json);
  for (const id of [read?.patient, read?.encounter]) expect(id ?? 'x').toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
  parseScopes(read?.scope ?? '');
  return read !== undefined;
});

const claims = { iss: 'https://ehr.example', aud: 'k', exp: 4e9, nonce: 'n', fhirUser: 'Practitioner/1' };
const encoded = (json: unknown) => Buffer.from(JSON.stringify(json) ?? '').toString('base64url');
property(
  'an id_token is believed when it is ours, whatever else it is',
  400,
  fc.oneof(
    hostileJson(fc.constant(claims)).map((json) => `e30.${encoded(json)}.x`),
    hostileText,
  ),
  (token) => {
    const expected = { isIssuer: (iss: string) => iss === claims.iss, clientId: 'k', nonce: 'n', now: 1 };
    const read = readIdToken(token, expected);
    if (read) expect([read.iss, [read.aud].flat().includes('k')]).toEqual([claims.iss, true]);
    return read !== undefined;
  },
);

const state = {
  key: 's',
  serverUrl: 'https://ehr.example/fhir',
  clientId: 'k',
  tokenUri: 'https://ehr.example/token',
  scope: 'openid',
  state: 's',
  startedAt: 1,
  nonce: 'n',
  fromEhr: true,
  tokenResponse: answer,
};
const draft = {
  draft: { patient: 'a', contactDate: '2026-11-25', answers: { '3': { 's3.hoe': ['x'] } }, prefilled: {} },
  keptAt: '2026-11-25T10:00:00Z',
};
property(
  'what stands in the storage of the browser is input like any other',
  600,
  fc.oneof(
    hostileJson(fc.constantFrom<object>(state, draft)).map((json) => JSON.stringify(json) ?? ''),
    hostileText,
  ),
  (text) => {
    const { storage } = tab();
    storage.setItem('s', text);
    storage.setItem('KINDREFLEX_LAUNCH', text);
    const read = [readStoredState(storage, 's'), readLaunchRecord(storage, 's'), readKeptDraft(text, 'a')];
    return read.some((one) => one !== undefined);
  },
);

let ehr: Awaited<ReturnType<typeof smartHost>>;
const twists: Partial<Twists> = {};
beforeAll(async () => {
  ehr = await smartHost(twists);
});
afterAll(() => ehr.close());

/** Every address that the launch or the session asked */
function watched(url: string, stored: Readonly<Record<string, string>> = {}) {
  const browser = tab();
  for (const [name, value] of Object.entries(stored)) browser.storage.setItem(name, value);
  const asked: string[] = [];
  const page = {
    ...browser.at(url),
    fetch: async (...[address, init]: Parameters<typeof fetch>) => {
      asked.push(String(address));
      return fetch(address, init);
    },
  };
  return { page, asked };
}

const parameter = fc.oneof(hostileText, fc.constantFrom('https://evil.example/fhir', 'http://127.0.0.1:1/fhir', 'l-1'));
property(
  'whatever stands in the address of the launch page, only the configured host is asked, and nothing is told of it',
  400,
  fc.array(fc.tuple(fc.constantFrom('iss', 'launch', 'fhirServiceUrl', 'clientId', 'code', 'state'), parameter), {
    maxLength: 4,
  }),
  async (query) => {
    const { page, asked } = watched(`${app}launch.html?${new URLSearchParams(query)}`);
    const step = await prepareLaunch(page, ehr.config());
    for (const address of asked) expect(new URL(address).origin).toBe(ehr.origin);
    if (!step.ok) expectNothingTold(step.error);
    else if (step.value.kind === 'go') expect(new URL(step.value.address).origin).toBe(ehr.origin);
    return step.ok;
  },
);

property('whatever the host says of its login, the browser goes nowhere else', 300, junkMetadata(), async (change) => {
  twists.metadata = (metadata) => change(metadata);
  const { page, asked } = watched(`${app}launch.html?${new URLSearchParams({ iss: ehr.iss, launch: 'l' })}`);
  const step = await prepareLaunch(page, ehr.config());
  delete twists.metadata;
  for (const address of asked) expect(new URL(address).origin).toBe(ehr.origin);
  if (!step.ok) expectNothingTold(step.error);
  else if (step.value.kind === 'go') expect(new URL(step.value.address).origin).toBe(ehr.origin);
  return step.ok;
});

/** One member of the metadata is another one. */
function junkMetadata(): fc.Arbitrary<(metadata: Record<string, unknown>) => unknown> {
  const names = [
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'revocation_endpoint',
    'capabilities',
  ];
  return fc.tuple(fc.constantFrom(...names), fc.oneof(hostileText, junk)).map(([name, value]) => (metadata) => ({
    ...metadata,
    [name]: value,
  }));
}

property(
  'whatever the login sends back, no session is opened by it and nothing is told of it',
  400,
  fc.record({ code: parameter, state: parameter, error: fc.option(hostileText), stored: hostileText }),
  async ({ code, state: back, error, stored }) => {
    const query = new URLSearchParams({
      code,
      state: back,
      ...(error === null ? {} : { error, error_description: MARK }),
    });
    const { page, asked } = watched(`${app}index.html?${query}`, { [back]: stored, SMART_KEY: stored });
    const opened = await openSessionOn(page, ehr.config());
    expect(opened.ok).toBe(false);
    if (!opened.ok) expectNothingTold(opened.error);
    expect(asked).toEqual([]);
    return false;
  },
);

property(
  'whatever comes with the token, a session has a client that is one, or there is none',
  200,
  fc.tuple(fc.constantFrom(...Object.keys(answer)), fc.oneof(hostileText, junk)),
  async ([name, value]) => {
    const start = watched(`${app}launch.html?${new URLSearchParams({ iss: ehr.iss, launch: 'l' })}`);
    const step = await prepareLaunch(start.page, ehr.config());
    if (!step.ok || step.value.kind !== 'go') throw new Error('The launch failed');
    twists.token = (given) => ({ ...given, [name]: value });
    const back = { ...start.page, url: new URL(ehr.logIn(step.value.address)) };
    const opened = await openSessionOn(back, ehr.config());
    delete twists.token;
    if (opened.ok) expect(opened.value.patient).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
    else expectNothingTold(opened.error);
    for (const address of start.asked) expect(new URL(address).origin).toBe(ehr.origin);
    return opened.ok;
  },
);

const statement = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: WRITTEN_TYPES.map((type) => ({
        type,
        interaction: [{ code: 'create' }, { code: 'update' }, { code: 'search-type' }],
        versioning: 'versioned-update',
        conditionalCreate: true,
        searchParam: [{ name: 'identifier' }],
      })),
    },
  ],
};
property(
  'whatever a host says of itself and grants, what it can is yes, no or unknown',
  600,
  fc.tuple(hostile(fc.constant(statement)), hostileText),
  ([json, scope]) => {
    const read = capabilitiesSchema.safeParse(json);
    const scopes = parseScopes(`${scope} patient/RelatedPerson.crus patient/QuestionnaireResponse.c ${scope}`);
    const facts = { capabilities: read.success ? read.data : undefined, scopes, refused: [] };
    for (const type of [...WRITTEN_TYPES, '__proto__', scope]) {
      expect(['yes', 'no', 'unknown']).toContain(can(type, 'create', facts).answer);
      for (const written of WRITTEN_TYPES) meansOf(written, facts);
    }
    expect(['yes', 'no', 'unknown']).toContain(canBundle('transaction', facts).answer);
    const site = parseSiteConfig(config);
    if (site.ok) permissionsOf(takesOf(facts), facts, site.value, {});
    return read.success;
  },
);
