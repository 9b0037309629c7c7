import { expect, test } from 'vitest';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { resolveChild } from './child-references';

const identifier = { system: IDENTIFIER_SYSTEM, value: 'u-1' };
const places = { created: new Map([['u-2', 'Noor']]), known: new Map([['u-1', 'p-1']]), reused: new Map() };

test('a child without a place yet gets that of the record, or of this save', () => {
  expect(resolveChild({ identifier }, places)).toMatchObject({ reference: 'RelatedPerson/p-1', identifier });
  expect(resolveChild({ reference: 'urn:uuid:u-1' }, places)).toMatchObject({ reference: 'RelatedPerson/p-1' });
  expect(resolveChild({ reference: 'urn:uuid:u-2' }, places)).toMatchObject({
    reference: 'urn:uuid:u-2',
    display: 'Noor',
  });
  expect(resolveChild({ reference: 'urn:uuid:u-3' }, places)).not.toHaveProperty('reference');
});

test.each([
  { reference: 'RelatedPerson/other', identifier },
  { reference: 'https://ehr.example/fhir/RelatedPerson/p-1/_history/2', identifier },
  { reference: 'https://evil.example/Patient/1', identifier },
  { reference: '#contained', identifier, display: 'Noor' },
  { identifier: { system: IDENTIFIER_SYSTEM, value: 'nobody' }, extension: [{ url: 'https://ehr.example/x' }] },
  { identifier: { system: 'https://ehr.example/persons', value: 'u-1' } },
])('what another put there stays as it is (%#)', (reference) => {
  expect(resolveChild(reference, places)).toBe(reference);
});
