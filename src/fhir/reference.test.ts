import { expect, test } from 'vitest';
import { localReference } from './reference';

const base = 'https://ehr.example/fhir/';

test.each([
  ['Patient/ann', { type: 'Patient', id: 'ann' }],
  ['https://ehr.example/fhir/Patient/ann', { type: 'Patient', id: 'ann' }],
  ['Patient/ann/_history/2', { type: 'Patient', id: 'ann', versionId: '2' }],
  ['https://evil.example/fhir/Patient/ann', undefined],
  ['https://ehr.example/fhir2/Patient/ann', undefined],
  ['Patient/ann/', undefined],
  ['Patient/../ann', undefined],
  ['Patient/a?b', undefined],
  ['urn:uuid:11111111-2222-4333-8444-555555555555', undefined],
  ['#contained', undefined],
  ['Patient', undefined],
  ['', undefined],
])('%s on this server is %j', (reference, expected) => {
  expect(localReference(base, reference)).toEqual(expected);
});
