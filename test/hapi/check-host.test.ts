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
  expect(text).toMatch(/^Kindreflex check of .*, without a token$/m);
  expect(text).toMatch(/by what it says {2}transaction: everything at once, or nothing$/m);
  expect(text).toMatch(/by what it does {2}the same$/m);
  for (const what of [
    'RelatedPerson',
    'QuestionnaireResponse',
    '  labelled R, SDV; extension',
    'DocumentReference, text',
    '  FHIR JSON, labelled',
    'Provenance with tag',
  ])
    expect(text).toMatch(new RegExp(`^${what} +yes +kept whole`, 'm'));
  expect(text.match(/found by (identifier|tag) +yes +found/g)).toHaveLength(3);
  expect(text.match(/If-None-Exist +yes +gives the one that is there/g)).toHaveLength(2);
  // HAPI answers an old version with 409 where FHIR says 412.
  expect(text.match(/change, old version +refused +PUT, PATCH refused \(F-409\)/g)).toHaveLength(2);
  expect(text).toMatch(/Transaction +yes +taken, links set/);
  expect(text).toMatch(/with an old version in it +refused \(F-409\) +nothing is half there/);
  expect(text).toMatch(/of reads +yes +taken; batch taken/);
  expect(text).toMatch(/CORS GET POST PUT PATCH +allowed/);
  expect(text).toMatch(/CLEANED UP: 8 deleted, 0 marked, 0 left as they are$/);
  for (const search of ['QuestionnaireResponse?subject', 'DocumentReference?subject', 'RelatedPerson?patient']) {
    const left = await (await fetch(`${base}/${search}=Patient/proef`)).json();
    expect(left.entry ?? []).toEqual([]);
  }
});
