import { expect, test } from 'vitest';
import { allows, parseScopes } from './scopes';
import { parseSiteConfig } from './site-config';
import { wantedScopes } from './wanted-scopes';

function issuer(more: object = {}) {
  const site = parseSiteConfig({ issuers: [{ iss: 'https://ehr.example/fhir', clientId: 'kindreflex', ...more }] });
  const first = site.ok ? site.value.issuers[0] : undefined;
  if (!first) throw new Error('The site configuration of this test is wrong');
  return first;
}

test.each([false, true])('documents and Provenance can be made, found again and read back (only v1: %s)', (onlyV1) => {
  const asked = parseScopes(wantedScopes(issuer(), { fromEhr: true, onlyV1 }));
  for (const type of ['DocumentReference', 'Provenance'])
    for (const operation of ['c', 'r', 's'] as const) expect(allows(asked, type, operation), type).toBe(true);
  expect(asked.others).toEqual(['launch', 'openid', 'fhirUser']);
});

test('v2 asks for no document or Provenance to be changed, and for nothing to be deleted', () => {
  const asked = parseScopes(wantedScopes(issuer(), { fromEhr: true }));
  for (const type of ['DocumentReference', 'Provenance']) expect(allows(asked, type, 'u'), type).toBe(false);
  expect(asked.resources.filter(({ operations }) => operations.has('d'))).toEqual([]);
});

test("the site's own list wins, with the launch scope that fits the launch", () => {
  const own = issuer({ scopes: 'launch openid patient/Patient.r' });
  expect(wantedScopes(own, { fromEhr: true })).toBe('launch openid patient/Patient.r');
  expect(wantedScopes(own, { fromEhr: false })).toBe('launch/patient openid patient/Patient.r');
});
