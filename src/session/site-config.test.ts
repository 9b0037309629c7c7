import { expect, test } from 'vitest';
import { loadSiteConfig, parseSiteConfig } from './site-config';

const issuers = [{ iss: 'https://ehr.example/fhir', clientId: 'kindreflex' }];
const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

test('only the issuers are required; everything else has a default', () => {
  const read = parseSiteConfig({ issuers });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { labels, ...rest } = read.value;
  expect(rest).toEqual({
    issuers: [{ ...issuers[0], origins: [], refresh: 'none' }],
    setting: 'generic',
    askedValidForDays: 365,
    languages: ['nl', 'fr', 'en'],
    contacts: [],
    concernEntries: 'allowed',
    documents: { notes: false, portalWithholds: false, entries: false },
    drafts: 'tab',
    relatedPersons: 'allowed',
  });
  const codes = Object.fromEntries(Object.entries(labels).map(([step, list]) => [step, list.map(({ code }) => code)]));
  expect(codes).toEqual({ 1: [], 2: ['R'], 3: [], 4: ['R', 'SDV'], 5: ['R', 'SDV'], 6: ['R', 'SDV'] });
});

test('in the emergency department the children are asked after at each presentation, unless the site says otherwise', () => {
  expect(parseSiteConfig({ issuers, setting: 'emergency' })).toMatchObject({ value: { askedValidForDays: 0 } });
  expect(parseSiteConfig({ issuers, setting: 'emergency', askedValidForDays: 30 })).toMatchObject({
    value: { askedValidForDays: 30 },
  });
});

test('labels may be short or codings, per step, and the other steps keep theirs', () => {
  const own = { system: 'https://ehr.example/labels', code: 'child' };
  const read = parseSiteConfig({ issuers, labels: { '2': ['V', own], '4': [] } });
  expect(read).toMatchObject({
    ok: true,
    value: {
      labels: { '2': [{ system: confidentiality, code: 'V' }, own], '4': [], '5': [{ code: 'R' }, { code: 'SDV' }] },
    },
  });
});

test.each<[object, string, string]>([
  [{}, '$.issuers', 'array (missing)'],
  [{ issuers: [] }, '$.issuers', 'at least one issuer'],
  [{ issuers: [...issuers, { iss: 'https://EHR.example/fhir/', clientId: 'x' }] }, '$.issuers', 'each issuer once'],
  [
    { issuers: [{ iss: 'http://ehr.example/fhir', clientId: 'x' }] },
    '$.issuers[0].iss',
    'the FHIR base address, https, without query',
  ],
  [{ issuers: [{ iss: 'https://ehr.example/fhir' }] }, '$.issuers[0].clientId', 'string (missing)'],
  [{ issuers: [{ ...issuers[0], clientID: 'x' }] }, '$.issuers[0]', 'no key "clientID"'],
  [
    { issuers: [{ ...issuers[0], origins: ['https://login.example/'] }] },
    '$.issuers[0].origins[0]',
    'an origin such as https://login.example.org',
  ],
  [
    { issuers, setting: 'spoed' },
    '$.setting',
    'one of generic, emergency, gp, inpatient, outpatient, mental-health, welfare, justice',
  ],
  [{ issuers, languages: ['nl', 'nl'] }, '$.languages', 'each language once'],
  [{ issuers, languages: ['de'] }, '$.languages[0]', 'one of nl, fr, en'],
  [{ issuers, labels: { '7': [] } }, '$.labels', 'no key "7"'],
  [{ issuers, labels: { '2': ['X'] } }, '$.labels.2[0]', 'R, V, SDV or { "system", "code" }'],
  [{ issuers, askedValidForDays: -1 }, '$.askedValidForDays', 'a whole number of days, 0 or more'],
  [
    { issuers, contacts: [{ region: 'Gent', kind: 'VK', name: 'VK', phone: 'call us' }] },
    '$.contacts[0].phone',
    'a telephone number',
  ],
])('%j is explained', (json, path, expected) => {
  expect(parseSiteConfig(json)).toEqual({ ok: false, error: { code: 'C-03', problems: [{ path, expected }] } });
});

test('nonsense of any kind is a mistake, not an exception', () => {
  for (const json of [null, undefined, 1, 'x', [], { __proto__: null }])
    expect(parseSiteConfig(json)).toMatchObject({ ok: false, error: { code: 'C-03' } });
});

test('a file that is missing, unreachable or no JSON is told apart, and no cache is used', async () => {
  const asked: unknown[] = [];
  const load = (answer: () => Promise<Response>) =>
    loadSiteConfig((...request) => {
      asked.push(request);
      return answer();
    });
  expect(await load(async () => Response.json({ issuers }))).toMatchObject({ ok: true });
  expect(await load(async () => new Response('', { status: 404 }))).toMatchObject({ error: { code: 'C-01' } });
  expect(await load(async () => Promise.reject(new TypeError('offline')))).toMatchObject({ error: { code: 'C-01' } });
  expect(await load(async () => new Response('<html>'))).toMatchObject({ error: { code: 'C-02' } });
  expect(asked[0]).toMatchObject(['kindreflex.config.json', { cache: 'no-store' }]);
});
