import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkHost } from '../../src/check-host/check-host';
import { hapiMissing, startHapi } from './start-hapi';

let hapi: Awaited<ReturnType<typeof startHapi>> | undefined;
beforeAll(async () => {
  if (!hapiMissing()) hapi = await startHapi();
}, 240_000);
afterAll(() => hapi?.stop());

test.skipIf(hapiMissing())('a real server without login is checked, told as it is, and left clean', async () => {
  const base = hapi?.base ?? '';
  await fetch(`${base}/Patient/proef`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', id: 'proef', name: [{ family: 'Proefpatiënt' }] }),
  });
  const scopes = 'patient/*.cruds';
  const origin = 'https://app.example.org';
  const { ok, text } = await checkHost({ iss: base, patient: 'proef', scopes, origin }, undefined, false);
  console.log(text);
  expect(ok).toBe(true);
  expect(text).toMatch(/^Write plan: transaction: all or nothing/);
  expect(text).toMatch(/QuestionnaireResponse with label and extension: create +kept whole/);
  expect(text).toMatch(/DocumentReference, FHIR JSON: create +kept whole/);
  expect(text).toMatch(/RelatedPerson: create again with If-None-Exist +the same one is given/);
  expect(text).toMatch(/RelatedPerson: change with a stale version +refused \(F-40[09]\)|refused \(F-412\)/);
  expect(text).toMatch(/6 deleted, 0 marked as an error or inactive, 0 left/);
  const left = await (await fetch(`${base}/QuestionnaireResponse?subject=Patient/proef`)).json();
  expect(left.entry ?? []).toEqual([]);
});
