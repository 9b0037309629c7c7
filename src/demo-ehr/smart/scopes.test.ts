import { expect, test } from 'vitest';
import { grantedScopes, isWithin, parseScope, reachOf, splitScopes } from './scopes';

const parsed = (text: string) => splitScopes(text).flatMap((each) => parseScope(each) ?? []);

test.each([
  ['patient/RelatedPerson.crus', { level: 'patient', type: 'RelatedPerson', permissions: 'crus' }],
  ['user/*.rs', { level: 'user', type: '*', permissions: 'rs' }],
  ['patient/RelatedPerson.read', { level: 'patient', type: 'RelatedPerson', permissions: 'rs' }],
  ['patient/RelatedPerson.write', { level: 'patient', type: 'RelatedPerson', permissions: 'cud' }],
  ['patient/*.*', { level: 'patient', type: '*', permissions: 'cruds' }],
  [
    'patient/Observation.rs?category=x',
    { level: 'patient', type: 'Observation', permissions: 'rs', query: 'category=x' },
  ],
])('%s', (text, scope) => {
  expect(parseScope(text)).toEqual(scope);
});

test.each([
  'launch',
  'patient/RelatedPerson.sr',
  'patient/relatedPerson.r',
  'patient/RelatedPerson.',
  'practitioner/A.r',
])('%s is no resource scope', (text) => {
  expect(parseScope(text)).toBeUndefined();
});

test('reach: none, the own patient, all', () => {
  const scopes = parsed('patient/RelatedPerson.rs user/Questionnaire.s');
  expect(reachOf(scopes, 'RelatedPerson', 'r')).toBe('patient');
  expect(reachOf(scopes, 'RelatedPerson', 'c')).toBe('none');
  expect(reachOf(scopes, 'Questionnaire', 's')).toBe('all');
  expect(reachOf(scopes, 'Patient', 'r')).toBe('none');
  expect(reachOf(parsed('patient/*.r'), 'Patient', 'r')).toBe('patient');
});

test('what is withheld is taken away letter by letter', () => {
  expect(grantedScopes(['launch', 'patient/RelatedPerson.crus'], ['patient/RelatedPerson.cu'])).toEqual([
    'launch',
    'patient/RelatedPerson.rs',
  ]);
  expect(
    grantedScopes(['patient/RelatedPerson.write', 'launch/patient'], ['patient/*.cruds', 'launch/patient']),
  ).toEqual([]);
  expect(grantedScopes(['patient/RelatedPerson.read'], [])).toEqual(['patient/RelatedPerson.read']);
});

test('a host that grants less narrows each scope, and splits one on all types', () => {
  const narrowing = {
    types: ['Questionnaire', 'QuestionnaireResponse'],
    lettersFor: (type: string) => (type === 'QuestionnaireResponse' ? 'crs' : 'rs'),
  };
  const granted = (...asked: string[]) => grantedScopes(asked, [], narrowing);
  expect(granted('patient/RelatedPerson.crus')).toEqual(['patient/RelatedPerson.rs']);
  expect(granted('user/QuestionnaireResponse.crs', 'openid')).toEqual(['user/QuestionnaireResponse.crs', 'openid']);
  expect(granted('patient/RelatedPerson.write')).toEqual([]);
  expect(granted('patient/QuestionnaireResponse.write')).toEqual(['patient/QuestionnaireResponse.c']);
  expect(granted('user/*.cruds')).toEqual(['user/*.rs', 'user/QuestionnaireResponse.crs']);
  expect(granted('patient/*.read')).toEqual(['patient/*.read']);
  const withheld = ['patient/RelatedPerson.s'];
  expect(grantedScopes(['patient/RelatedPerson.crus'], withheld, narrowing)).toEqual(['patient/RelatedPerson.r']);
});

test('system scopes, narrowed scopes and unknown words are never granted', () => {
  expect(grantedScopes(['system/*.r', 'patient/Condition.r?a=b', 'admin'], [])).toEqual([]);
});

test('a refresh may narrow, never widen', () => {
  const granted = ['openid', 'patient/RelatedPerson.crus'];
  expect(isWithin(['patient/RelatedPerson.r'], granted)).toBe(true);
  expect(isWithin(['patient/RelatedPerson.read'], granted)).toBe(true);
  expect(isWithin(['patient/RelatedPerson.d'], granted)).toBe(false);
  expect(isWithin(['user/RelatedPerson.r'], granted)).toBe(false);
  expect(isWithin(['patient/*.r'], granted)).toBe(false);
  expect(isWithin(['fhirUser'], granted)).toBe(false);
});
