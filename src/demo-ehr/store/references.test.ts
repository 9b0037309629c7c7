import { expect, test } from 'vitest';
import { Records } from './records';
import { danglingReference, localPart, referencesIn, referrerOf, rewriteReferences } from './references';
import type { Resource } from './resource';

const base = 'http://localhost/fhir';
const stored = (...resources: Resource[]) =>
  new Records(
    resources.map((resource, index) => [
      `${resource.resourceType}/${resource.id}`,
      [{ resource, versionId: '1', lastUpdated: '', sequence: index, method: 'POST' }],
    ]),
  );
const mother = { resourceType: 'Patient', id: 'a' };
const child = { resourceType: 'RelatedPerson', id: 'c', patient: { reference: 'Patient/a' } };

test.each([
  ['Patient/a', 'Patient/a'],
  ['Patient/a/_history/2', 'Patient/a'],
  [`${base}/Patient/a`, 'Patient/a'],
  ['https://elsewhere.example/fhir/Patient/a', undefined],
  ['urn:uuid:x', undefined],
])('%s points here at %s', (reference, expected) => {
  expect(localPart(reference, base)).toBe(expected);
});

test('only Reference.reference is rewritten, not text that looks like one', () => {
  const before = {
    target: [{ reference: 'urn:uuid:1' }],
    identifier: [{ value: 'urn:uuid:1' }],
    note: 'urn:uuid:1',
  };
  expect(rewriteReferences(before, (found) => found.replace('urn:uuid:1', 'Patient/a'))).toEqual({
    target: [{ reference: 'Patient/a' }],
    identifier: [{ value: 'urn:uuid:1' }],
    note: 'urn:uuid:1',
  });
});

test('a reference names its place', () => {
  expect(referencesIn({ item: [{ answer: [{ valueReference: { reference: 'A/1' } }] }] }, 'Q')).toEqual([
    { reference: 'A/1', expression: 'Q.item[0].answer[0].valueReference.reference' },
  ]);
});

test('a missing target and a left-over urn dangle; a fragment and another server do not', () => {
  expect(danglingReference(stored(mother), child, base)).toBeUndefined();
  expect(danglingReference(stored(), child, base)?.expression).toBe('RelatedPerson.patient.reference');
  const left = (reference: string) =>
    danglingReference(stored(), { ...child, patient: { reference } } as Resource, base);
  expect(left('urn:uuid:1')).toBeDefined();
  expect(left('Patient?identifier=a')).toBeDefined();
  expect(left('#p')).toBeUndefined();
  expect(left('https://elsewhere.example/Patient/1')).toBeUndefined();
});

test('who refers to a resource', () => {
  expect(referrerOf(stored(mother, child), 'Patient/a', base)).toBe('RelatedPerson/c');
  expect(referrerOf(stored(mother, child), 'RelatedPerson/c', base)).toBeUndefined();
});
