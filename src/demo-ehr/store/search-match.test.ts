import { expect, test } from 'vitest';
import { matcherFor } from './search-match';
import { searchParameters } from './search-parameters';

const base = 'http://localhost/fhir';

function matches(type: string, name: string, value: string, resource: object): boolean {
  const parameter = searchParameters[type]?.[name];
  if (!parameter) throw new Error(`no parameter ${name}`);
  const matcher = matcherFor(name, parameter, value, base);
  if (typeof matcher !== 'function') throw new Error('refused');
  return matcher({ resourceType: type, ...resource });
}

const entry = {
  questionnaire: 'https://w3id.org/kindreflex/Questionnaire/one|1.0.0',
  subject: { reference: 'Patient/a' },
  identifier: { system: 's', value: 'v' },
  authored: '2026-11-24T10:00:00+01:00',
};

test.each([
  ['questionnaire', 'https://w3id.org/kindreflex/Questionnaire/one', true],
  ['questionnaire', 'https://w3id.org/kindreflex/Questionnaire/one|1.0.0', true],
  ['questionnaire', 'https://w3id.org/kindreflex/Questionnaire/one|2.0.0', false],
  ['questionnaire', 'https://w3id.org/kindreflex/Questionnaire/on', false],
  ['questionnaire', 'https://other.example/x,https://w3id.org/kindreflex/Questionnaire/one', true],
  ['subject', 'a', true],
  ['subject', 'Patient/a', true],
  ['subject', `${base}/Patient/a`, true],
  ['patient', 'Patient/b', false],
  ['patient', 'b,a', true],
  ['identifier', 's|v', true],
  ['identifier', 'v', true],
  ['identifier', 's|', true],
  ['identifier', '|v', false],
  ['identifier', 't|v', false],
  ['authored', 'ge2026-11-24', true],
  ['authored', 'lt2026-11-24', false],
])('QuestionnaireResponse %s=%s: %s', (name, value, expected) => {
  expect(matches('QuestionnaireResponse', name, value, entry)).toBe(expected);
});

test('a code matches inside a CodeableConcept and as a plain value', () => {
  const child = { relationship: [{ coding: [{ system: 'r', code: 'CHILD' }] }], active: true };
  expect(matches('RelatedPerson', 'relationship', 'r|CHILD', child)).toBe(true);
  expect(matches('RelatedPerson', 'relationship', 'SPS', child)).toBe(false);
  expect(matches('RelatedPerson', 'active', 'true', child)).toBe(true);
});

test('names match from their start, whatever the accents', () => {
  const child = { name: [{ given: ['Zoë'], family: 'Vandenbroeck' }] };
  expect(matches('RelatedPerson', 'name', 'zoe', child)).toBe(true);
  expect(matches('RelatedPerson', 'name', 'broeck', child)).toBe(false);
});

test('Provenance.patient looks only at patients among its targets', () => {
  const provenance = { target: [{ reference: 'RelatedPerson/a' }] };
  expect(matches('Provenance', 'target', 'a', provenance)).toBe(true);
  expect(matches('Provenance', 'patient', 'a', provenance)).toBe(false);
});

test('a period without end is still running', () => {
  const encounter = { period: { start: '2026-11-20' } };
  expect(matches('Encounter', 'date', 'ge2030-01-01', encounter)).toBe(true);
  expect(matches('Encounter', 'date', 'lt2026-01-01', encounter)).toBe(false);
});

test.each(['', 'geyesterday'])('"%s" is refused as a date', (value) => {
  expect(matcherFor('authored', { kind: 'date', paths: ['authored'] }, value, base)).toMatchObject({ status: 400 });
});
