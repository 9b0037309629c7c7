import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allows, grantOf, missingScopes, type Operation, parseScopes } from './scopes';

const operations: Operation[] = ['c', 'r', 'u', 'd', 's'];
const allowed = (text: string, type = 'Patient') =>
  operations.filter((operation) => allows(parseScopes(text), type, operation)).join('');

test.each([
  ['patient/Patient.r', 'r'],
  ['patient/Patient.cruds', 'cruds'],
  ['user/Patient.rs', 'rs'],
  ['patient/*.cu', 'cu'],
  ['patient/Patient.read', 'rs'],
  ['patient/Patient.write', 'cud'],
  ['patient/Patient.*', 'cruds'],
  ['user/*.*', 'cruds'],
  ['patient/Patient.c patient/Patient.s', 'cs'],
  ['patient/Patient.sr', ''],
  ['patient/Patient.', ''],
  ['patient/Patient.rr', ''],
  ['patient/patient.r', ''],
  ['patient/PatientX.r', ''],
  ['system/Patient.cruds', ''],
  ['xpatient/Patient.r', ''],
  ['launch patient openid', ''],
  ['', ''],
])('%s allows on Patient: %s', (text, expected) => {
  expect(allowed(text)).toBe(expected);
});

test('a scope narrowed by a query allows some, and another without query makes it all', () => {
  const narrow = 'patient/QuestionnaireResponse.rs?questionnaire=https://a.example/q|1&status=completed';
  expect(grantOf(parseScopes(narrow), 'QuestionnaireResponse', 's')).toBe('some');
  expect(grantOf(parseScopes(narrow), 'QuestionnaireResponse', 'u')).toBe('none');
  expect(grantOf(parseScopes(`${narrow} user/*.s`), 'QuestionnaireResponse', 's')).toBe('all');
  expect(parseScopes(narrow).resources[0]?.query).toBe('questionnaire=https://a.example/q|1&status=completed');
});

test('missing scopes are told per operation, whatever the dialect of the answer', () => {
  const asked = parseScopes('launch/patient openid patient/RelatedPerson.crus online_access');
  const missing = (granted: string) => missingScopes(asked, parseScopes(granted));
  expect(missing('openid online_access patient/RelatedPerson.read patient/RelatedPerson.write')).toEqual([]);
  expect(missing('openid online_access user/*.cruds')).toEqual([]);
  expect(missing('openid patient/RelatedPerson.rs')).toEqual([
    'patient/RelatedPerson.c',
    'patient/RelatedPerson.u',
    'online_access',
  ]);
});

const scope = fc
  .tuple(
    fc.constantFrom('patient', 'user'),
    fc.constantFrom('*', 'Patient', 'RelatedPerson'),
    fc.subarray(operations, { minLength: 1 }),
    fc.constantFrom('', '?a=b', '?a=b&c=d|e'),
  )
  .map(([level, type, letters, query]) => ({
    level,
    type,
    letters,
    query,
    text: `${level}/${type}.${letters.join('')}${query}`,
  }));

test('for all lists of scopes: allowed is exactly what some scope names, and order and blanks do not matter', () => {
  fc.assert(
    fc.property(
      fc.array(scope, { maxLength: 6 }),
      fc.constantFrom('Patient', 'RelatedPerson', 'Encounter'),
      (list, type) => {
        const scopes = parseScopes(list.map(({ text }) => text).join('  \n'));
        const reversed = parseScopes(
          list
            .map(({ text }) => text)
            .reverse()
            .join(' '),
        );
        for (const operation of operations) {
          const matching = list.filter(
            (one) => (one.type === '*' || one.type === type) && one.letters.includes(operation),
          );
          expect(allows(scopes, type, operation)).toBe(matching.length > 0);
          expect(grantOf(scopes, type, operation) === 'all').toBe(matching.some(({ query }) => query === ''));
          expect(grantOf(reversed, type, operation)).toBe(grantOf(scopes, type, operation));
        }
        expect(missingScopes(scopes, scopes)).toEqual([]);
        expect(missingScopes(scopes, parseScopes('')).length > 0).toBe(list.length > 0);
      },
    ),
  );
});

test('no text makes the parser throw, and every part of it is kept somewhere', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { resources, others } = parseScopes(text);
      expect(resources.length + others.length).toBe(text.split(/\s+/).filter(Boolean).length);
    }),
  );
});
