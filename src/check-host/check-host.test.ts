import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type ProfileName, profileNames } from '../demo-ehr/profiles/profiles';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses, appOrigin, smartClient } from '../demo-ehr/smart/smart-client-for-tests';
import { checkHost, main } from './check-host';

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr({ ...appAddresses, wait: async () => {} });
  await ehr.store.put({ resourceType: 'Patient', id: 'proef', name: [{ family: 'Proefpatiënt' }] });
});
afterAll(() => ehr.stop());

const scopes =
  'patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/DocumentReference.crs patient/Provenance.crs';

async function check(profile: ProfileName, patient = 'proef', confirmed = false) {
  ehr.settings.profile = profile;
  ehr.settings.writesPerMinute = 100;
  const answer = await smartClient(ehr).login(patient, { scope: `launch openid ${scopes}` });
  const config = { iss: ehr.fhirBase, patient, scopes: answer.scope, origin: appOrigin };
  return checkHost(config, answer.access_token, confirmed);
}

test.each<[ProfileName, RegExp, readonly RegExp[]]>([
  ['full', /^Write plan: transaction/, [/RelatedPerson: create +kept whole/, /stale version +refused \(F-412\)/]],
  ['epic-like', /entries: responses only/, [/RelatedPerson: create +refused/, /FHIR JSON: create +refused \(F-422\)/]],
  ['oracle-like', /persons-and-documents/, [/QuestionnaireResponse: create +refused/, /RelatedPerson: patch +done/]],
  ['meditech-like', /entries: responses only/, [/QuestionnaireResponse: update +done/]],
  ['athena-like', /entries: responses only/, [/QuestionnaireResponse: update +refused/]],
  ['no-transaction', /one-by-one/, [/Transaction +refused/]],
  ['ignores-if-match', /transaction/, [/stale version +OVERWRITTEN/, /Versions are not guarded/]],
  ['drops-unknown-elements-and-labels', /transaction/, [/label and extension: create +kept, but not .*meta\.security/]],
  ['filters-by-label', /transaction/, [/label and extension: create +made, but cannot be read back/]],
  ['refuses-unknown-questionnaire', /transaction/, [/QuestionnaireResponse: create +refused \(F-422\)/]],
  ['slow', /transaction/, [/RelatedPerson: create +kept whole/]],
  ['rate-limited', /transaction/, [/RelatedPerson: create +kept whole/]],
  ['read-only', /read-only/, [/RelatedPerson: create +refused/]],
  ['fewer-scopes', /entries: responses only/, [/RelatedPerson: create +refused \(F-403\)/]],
])('%s is told as it is', async (profile, plan, lines) => {
  const { ok, text } = await check(profile);
  expect(ok).toBe(true);
  expect(text).toMatch(plan);
  for (const line of lines) expect(text).toMatch(line);
  expect(text.split('\n').length).toBeLessThanOrEqual(60);
  expect(text).not.toContain('proef-van');
});

test('every profile has its line above', () => {
  expect(profileNames).toHaveLength(14);
});

test('what was made is taken away, marked, or named', async () => {
  const before = (await ehr.store.list('QuestionnaireResponse', 'patient=proef')).length;
  const { text } = await check('full');
  const after = await ehr.store.list('QuestionnaireResponse', 'patient=proef');
  const fresh = after.slice(before);
  expect(fresh.every(({ status }) => status === 'entered-in-error')).toBe(true);
  expect(text).toMatch(/Cleaned up: \d+ deleted, \d+ marked as an error or inactive, \d+ left/);
  const [, deleted, marked, left] = /(\d+) deleted, (\d+) marked .*, (\d+) left/.exec(text)?.map(Number) ?? [];
  expect((deleted ?? 0) + (marked ?? 0) + (left ?? 0)).toBe(6);
  const athena = await check('athena-like');
  expect(athena.text).toMatch(/Still there, as it was made: QuestionnaireResponse\//);
});

test('it does not begin on someone who is no test patient', async () => {
  const { ok, text } = await check('full', 'sofie-maes');
  expect(ok).toBe(false);
  expect(text).toContain('does not look like a test patient');
  expect((await check('full', 'sofie-maes', true)).ok).toBe(true);
});

const said: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  said.length = 0;
  process.exitCode = undefined;
});

test.each([
  ['{', /not JSON/],
  ['{}', /\$\.iss/],
  ['{"iss":"ftp://x","patient":"a"}', /\$\.iss/],
  ['{"iss":"https://ehr.example.org/fhir","patient":"a b"}', /\$\.patient/],
  ['{"iss":"https://ehr.example.org/fhir","patient":"a","token":"secret"}', /mistakes/],
])('the configuration %s is refused in a sentence', async (text, sentence) => {
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((line: string) => void said.push(line));
  const file = join(mkdtempSync(join(tmpdir(), 'kindreflex-check-')), 'check.json');
  writeFileSync(file, text);
  await main([file]);
  expect(said.join('\n')).toMatch(sentence);
  expect(said.join('\n')).not.toContain('secret');
  expect(process.exitCode).toBe(1);
});

test('a file that is not there, and no file at all', async () => {
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  await main(['nowhere.json']);
  await main([]);
  expect(said.join('\n')).toMatch(/cannot be read[\s\S]+Usage/);
});
