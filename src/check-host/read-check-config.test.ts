import { expect, test } from 'vitest';
import { readCheckConfig } from './read-check-config';

const good = { iss: 'https://ehr.example.org/fhir', patient: 'a' };

test('only the address and the patient are needed', () => {
  expect(readCheckConfig(JSON.stringify(good))).toMatchObject({ ok: true, value: good });
});

test.each<[string, RegExp]>([
  ['{', /^This is not JSON\.$/],
  ['[]', /^\$: this must be an object/],
  ['{}', /^\$\.iss: this must be the FHIR base address.*\n\$\.patient: this must be the id/],
  [JSON.stringify({ ...good, iss: 'http://ehr.example.org/fhir' }), /^\$\.iss: .*https/],
  [JSON.stringify({ ...good, iss: 'https://u:p@ehr.example.org/fhir' }), /^\$\.iss: /],
  [JSON.stringify({ ...good, patient: 'Patient/a' }), /^\$\.patient: .*without "Patient\/"/],
  [JSON.stringify({ ...good, origin: 'https://app.example.org/' }), /^\$\.origin: .*without a path/],
  [JSON.stringify({ ...good, origin: 5 }), /^\$\.origin: /],
  [JSON.stringify({ ...good, fhirUser: 'els' }), /^\$\.fhirUser: .*Practitioner\/1/],
  [JSON.stringify({ ...good, scope: 'x' }), /^\$\.scope: there is no such setting; known are iss, .*scopes/],
  [JSON.stringify({ ...good, token: 'geheim' }), /^\$\.token: no secret belongs in this file/],
])('%s', (text, sentence) => {
  const read = readCheckConfig(text);
  expect(read.ok ? '' : read.error.join('\n')).toMatch(sentence);
  expect(JSON.stringify(read)).not.toContain('geheim');
});
