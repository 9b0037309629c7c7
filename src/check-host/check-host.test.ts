import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type ProfileName, profileNames } from '../demo-ehr/profiles/profiles';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { defaultSettings } from '../demo-ehr/settings';
import { appAddresses, appOrigin, smartClient } from '../demo-ehr/smart/smart-client-for-tests';
import { checkHost, main } from './check-host';
import { nothingMade } from './made';

let ehr: DemoEhr;
let now = Date.parse('2026-11-25T10:00:00Z');
const said: string[] = [];
beforeAll(async () => {
  ehr = await startDemoEhr({ ...appAddresses, now: () => new Date(now), wait: async () => {} });
});
afterAll(() => ehr.stop());
beforeEach(() => {
  Object.assign(ehr.settings, defaultSettings());
  ehr.faults.clear();
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  said.length = 0;
  process.exitCode = undefined;
});

const scopes =
  'patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/DocumentReference.crs patient/Provenance.crs';
const WRITTEN = ['RelatedPerson', 'QuestionnaireResponse', 'DocumentReference', 'Provenance'];

/** A test patient of its own on a host of that kind, and a token for it. */
async function session(profile: ProfileName) {
  const patient = `proef-${crypto.randomUUID().slice(0, 8)}`;
  await ehr.store.put({ resourceType: 'Patient', id: patient, name: [{ family: 'Proefpatiënt' }] });
  ehr.settings.profile = profile;
  const { access_token: token, scope } = await smartClient(ehr).login(patient, { scope: `launch openid ${scopes}` });
  return { patient, token, config: { iss: ehr.fhirBase, patient, scopes: scope, origin: appOrigin } };
}

const wait = async (seconds: number) => {
  now += seconds * 1000;
};

async function check(profile: ProfileName) {
  const { patient, token, config } = await session(profile);
  const { ok, text } = await checkHost(config, token, false, { wait });
  return { ok, text, patient, lines: text.split('\n') };
}

/** What the store holds about a patient, whatever the profile hides. */
const stored = async (patient: string) =>
  (
    await Promise.all(
      WRITTEN.slice(0, 3).map((type) =>
        ehr.store.list(type as 'RelatedPerson' | 'QuestionnaireResponse' | 'DocumentReference', `patient=${patient}`),
      ),
    )
  ).flat();

const SAME = /^Write plan by what it does {2}the same$/m;
const kept = (what: string) => new RegExp(`^ *${what} +yes +kept whole`, 'm');
const refused = (what: string, code: string) => new RegExp(`^ *${what} .*refused \\(${code}\\)`, 'm');

/** Each thing that is in the store afterwards is named on the page, where it belongs. */
async function expectNamed(text: string, patient: string) {
  const resources = await stored(patient);
  const [deleted, marked = 0, left = 0] =
    /(\d+) deleted, (\d+) marked, (\d+) left/.exec(text)?.slice(1).map(Number) ?? [];
  const unmarked = text.slice(text.indexOf('These stay, unmarked:'));
  for (const resource of resources) {
    const isMarked =
      resource.resourceType === 'RelatedPerson' ? resource.active === false : resource.status === 'entered-in-error';
    expect(text).toContain(resource.id);
    if (text.includes('These stay, unmarked:')) expect(unmarked.includes(resource.id ?? '')).toBe(!isMarked);
    else expect(isMarked).toBe(true);
  }
  const provenances = /Provenance\/ \S+/.test(text) ? 1 : 0;
  expect([deleted, marked + left]).toEqual([0, resources.length + provenances]);
}

interface Expected {
  readonly says: string;
  readonly does: RegExp;
  readonly lines: readonly RegExp[];
}

const expected: Readonly<Record<ProfileName, Expected>> = {
  full: {
    says: 'transaction: everything at once, or nothing',
    does: SAME,
    lines: [
      kept('RelatedPerson'),
      kept('labelled R, SDV; extension'),
      kept('FHIR JSON, labelled'),
      kept('Provenance with tag'),
      /found by tag +yes +found/,
      /again, with If-None-Exist +yes +gives the one that is there/,
      /change, old version +refused +PUT, PATCH refused \(F-412\) +nobody is overwritten/,
      /Transaction +yes +taken, links set/,
      /with an old version in it +refused \(F-412\) +nothing is half there/,
      /of reads +yes +taken; batch taken/,
      /CORS GET POST PUT PATCH +allowed/,
      /readable headers +ETag, Location/,
      /"notes": true/,
    ],
  },
  'epic-like': {
    says: 'entries, together (a try): responses alone; children stand in them',
    does: /by what it does {2}entries, one by one/,
    lines: [
      /^RelatedPerson +no \(scope\) +refused \(F-403\) +children stay in the entry/m,
      /IGNORED: made a second one +looks before it repeats/,
      /change, If-Match +no .*corrections as new entries/,
      refused('FHIR JSON, labelled', 'F-422'),
      /Transaction +says nothing +refused \(F-404\) +one by one, with a journal/,
      /readable headers +neither ETag nor Location/,
    ],
  },
  'oracle-like': {
    says: 'persons-and-documents, one by one: children as persons, entries as FHIR JSON in documents',
    does: SAME,
    lines: [
      /change, If-Match +yes: patch +PUT refused \(F-405\), PATCH +known children/,
      /change, old version +says nothing +PATCH refused \(F-409\)/,
      /^QuestionnaireResponse +no \(scope\) +refused \(F-403\)/m,
      /in the list of documents +yes +2 of 2 found/,
      /"portalWithholds": true/,
    ],
  },
  'meditech-like': {
    says: 'entries, together (a try): responses alone; children stand in them',
    does: /by what it does {2}entries, one by one/,
    lines: [
      /found by identifier +yes +refused \(F-400\) +reads the whole list instead/,
      /change, old version +says nothing +PUT refused \(F-412\)/,
      /CLEANED UP: 0 deleted, 3 marked, 0 left/,
    ],
  },
  'athena-like': {
    says: 'entries, together (a try): responses alone; children stand in them',
    does: /by what it does {2}entries, one by one/,
    lines: [/change, If-Match +no +PUT, PATCH refused \(F-403\)/, /CLEANED UP: 0 deleted, 0 marked, 3 left/],
  },
  'no-transaction': {
    says: 'transaction (a try): everything at once, or nothing',
    does: /by what it does {2}one-by-one: one resource after the other, with a journal/,
    lines: [refused('Transaction', 'F-501')],
  },
  'ignores-if-match': {
    says: 'transaction: everything at once, or nothing',
    does: SAME,
    lines: [
      /change, old version +says nothing +PUT, PATCH OVERWRITES +re-reads just before writing/,
      /with an old version in it +OVERWRITES/,
      /An old version of RelatedPerson, QuestionnaireResponse is overwritten/,
    ],
  },
  'drops-unknown-elements-and-labels': {
    says: 'transaction: everything at once, or nothing',
    does: SAME,
    lines: [
      /labelled R, SDV; extension yes +kept without meta\.security, +CONCERN STANDS WITHOUT A/,
      /Provenance with tag +yes +kept without meta\.tag +found by what it is about/,
      /"concernEntries": "ask" or "refuse"/,
      /Extensions are dropped/,
    ],
  },
  'filters-by-label': {
    says: 'transaction: everything at once, or nothing',
    does: SAME,
    lines: [
      /labelled R, SDV; extension yes +made, not shown again +counts as not seen/,
      /in the list of entries +yes +1 of 2 found +THE OVERVIEW MISSES SOME/,
      /"labels": what carries R or SDV is not shown to this user/,
    ],
  },
  'refuses-unknown-questionnaire': {
    says: 'transaction: everything at once, or nothing',
    does: /by what it does {2}transaction: .*BUT ENTRIES ARE REFUSED/,
    lines: [refused('QuestionnaireResponse', 'F-422'), /load the Questionnaires \(npm run publish-resources\)/],
  },
  slow: { says: 'transaction: everything at once, or nothing', does: SAME, lines: [kept('RelatedPerson')] },
  'rate-limited': {
    says: 'transaction: everything at once, or nothing',
    does: SAME,
    lines: [kept('Provenance with tag'), /^Pace +asked to wait \d+ s/m, /CLEANED UP: 0 deleted, 5 marked/],
  },
  'read-only': {
    says: 'read-only: nothing can be written; the app prints and copies',
    does: SAME,
    lines: [/^RelatedPerson +no \(stated\) +refused \(F-405\)/m, /CLEANED UP: 0 deleted, 0 marked, 0 left/],
  },
  'fewer-scopes': {
    says: 'entries, together: responses alone; children stand in them',
    does: SAME,
    lines: [/^RelatedPerson +no \(scope\) +refused \(F-403\)/m, /change, If-Match +no/],
  },
};

test.each(profileNames)('%s: the plan by what it says and by what it does, line by line, on one page', async (name) => {
  const { ok, lines, text, patient } = await check(name);
  expect(ok).toBe(true);
  await expectNamed(text, patient);
  expect(text.replaceAll(/\s+/g, ' ')).toContain(`Write plan by what it says ${expected[name].says}`);
  expect(text).toMatch(expected[name].does);
  for (const line of expected[name].lines) expect(text).toMatch(line);
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(text).not.toMatch(/Proef Kindreflex|F-00\d/);
});

test('where the token may delete, nothing stays', async () => {
  const { patient, config } = await session('full');
  const scope = 'launch patient/*.cruds';
  const { access_token: token } = await smartClient(ehr).login(patient, { scope });
  const { text } = await checkHost({ ...config, scopes: scope }, token, false);
  expect(text).toMatch(/CLEANED UP: 8 deleted, 0 marked, 0 left as they are$/);
  expect(await stored(patient)).toEqual([]);
});

test('responses that are granted and then refused go into documents, and the setting that this needs is named', async () => {
  const { token, config } = await session('full');
  ehr.faults.add({
    on: { method: 'POST', path: '/fhir/QuestionnaireResponse', every: true },
    act: { kind: 'refuse', status: 403 },
  });
  const { text } = await checkHost(config, token, false);
  expect(text).toMatch(/by what it says {2}transaction/);
  expect(text).toMatch(/by what it does {2}persons-and-documents/);
  expect(text).toContain('"documents": { "entries": true }');
});

test.each(['after-commit', 'before-commit'] as const)(
  'a connection that closes %s: what was made is found and told',
  async (when) => {
    const { token, config, patient } = await session('full');
    ehr.faults.add({ on: { method: 'POST', path: '/fhir/QuestionnaireResponse' }, act: { kind: 'close', when } });
    const { text } = await checkHost(config, token, false);
    for (const { id } of await stored(patient)) expect(text).toContain(id);
    expect(text).not.toContain('no answer came');
  },
);

test('a connection that stays away: what was made, and what may have been, is listed', async () => {
  const { token, config, patient } = await session('full');
  ehr.faults.add({
    on: { method: 'POST', path: '/fhir/QuestionnaireResponse' },
    act: { kind: 'close', when: 'after-commit' },
  });
  ehr.faults.add({ on: { path: '/fhir/*', nth: 12, every: true }, act: { kind: 'close', when: 'before-commit' } });
  const made = nothingMade();
  const { ok, text } = await checkHost(config, token, false, { made });
  expect(ok).toBe(true);
  expect(text).toContain('The connection broke: not everything was tried.');
  const resources = await stored(patient);
  expect(resources.length).toBeGreaterThan(1);
  for (const { resourceType, id, identifier } of resources) {
    const uuid = [identifier ?? []].flat()[0]?.value;
    expect(text.includes(`${id}`) || text.includes(`${resourceType} with the number ${uuid}`)).toBe(true);
  }
});

test('what was sent, not answered and cannot be looked for is listed by its number', async () => {
  const { token, config, patient } = await session('full');
  const path = '/fhir/QuestionnaireResponse';
  // The third one is the labelled one; from the second search on nothing is found any more.
  ehr.faults.add({ on: { method: 'POST', path, nth: 3 }, act: { kind: 'close', when: 'after-commit' } });
  ehr.faults.add({ on: { method: 'GET', path, nth: 2, every: true }, act: { kind: 'close', when: 'before-commit' } });
  const { text } = await checkHost(config, token, false);
  const lost = (await stored(patient)).filter(({ meta }) => meta?.security);
  expect(lost).toHaveLength(1);
  const uuid = [lost[0]?.identifier ?? []].flat()[0]?.value;
  expect(text).toContain(`These may be there, no answer came:\n  QuestionnaireResponse with the number ${uuid}`);
  expect(text).toMatch(/CLEANED UP: 0 deleted, 2 marked, 0 left/);
});

test('it does not begin on someone who is no test patient, and says why', async () => {
  const { access_token: token, scope } = await smartClient(ehr).login('sofie-maes', { scope: `launch ${scopes}` });
  const config = { iss: ehr.fhirBase, patient: 'sofie-maes', scopes: scope };
  const before = await stored('sofie-maes');
  const { ok, text } = await checkHost(config, token, false);
  expect(ok).toBe(false);
  expect(text).toMatch(/does not look like a test patient.*never runs on the record of a real person/);
  expect(await stored('sofie-maes')).toEqual(before);
});

async function run(config: object, args: string[] = []) {
  const file = join(mkdtempSync(join(tmpdir(), 'kindreflex-check-')), 'check.json');
  writeFileSync(file, JSON.stringify(config));
  await main([file, ...args]);
  return said.join('\n');
}

test('the command prints the page; the token comes from the environment and is in no output', async () => {
  const { token, config } = await session('full');
  vi.stubEnv('KINDREFLEX_CHECK_TOKEN', ` ${token}\n`);
  const output = await run(config);
  expect(output).toMatch(/^Kindreflex check of /);
  expect(output).toContain('with a token');
  expect(output).not.toContain(token);
  expect(process.exitCode).toBeUndefined();
});

test('without a token it says what is missing', async () => {
  const { config } = await session('full');
  vi.stubEnv('KINDREFLEX_CHECK_TOKEN', '');
  expect(await run(config)).toBe(
    'The patient cannot be read (F-401). It wants an access token in KINDREFLEX_CHECK_TOKEN.',
  );
  expect(process.exitCode).toBe(1);
});

test('mistakes in the file, a token that is none, a missing file and strange arguments are sentences, with exit code 1', async () => {
  expect(await run({ iss: 'ftp://x' })).toMatch(/^The configuration has mistakes:\n {2}\$\.iss: .*\n {2}\$\.patient: /);
  expect(process.exitCode).toBe(1);
  said.length = 0;
  vi.stubEnv('KINDREFLEX_CHECK_TOKEN', 'two words');
  expect(await run({ iss: 'https://ehr.example.org/fhir', patient: 'a' })).toBe(
    'KINDREFLEX_CHECK_TOKEN does not hold an access token.',
  );
  said.length = 0;
  await main(['nowhere.json']);
  await main([]);
  await main(['a.json', 'b.json']);
  await main(['a.json', '--strange']);
  expect(said[0]).toBe('The configuration file cannot be read.');
  expect(said.slice(1).every((line) => line.startsWith('Usage: npm run check-host'))).toBe(true);
  expect(said).toHaveLength(4);
});
