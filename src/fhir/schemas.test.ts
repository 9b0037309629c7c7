import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from './json';
import { readResource } from './schemas';

const child = { resourceType: 'RelatedPerson', patient: { reference: 'Patient/ann' } };

test.each([
  ['2020', true],
  ['2020-02', true],
  ['2020-02-29', true],
  ['2021-02-29', false],
  ['2020-02-30', false],
  ['2020-13', false],
  ['2020-00-10', false],
  ['2020-1-1', false],
  ['0000-01-01', false],
  ['01/02/2020', false],
  [20200101, false],
])('birth date %s is read: %s', (birthDate, read) => {
  expect(readResource('RelatedPerson', { ...child, birthDate }) !== undefined).toBe(read);
});

test.each([
  ['2020-02-29T23:59:60Z', true],
  ['2020-02-29T10:00:00.123+01:00', true],
  ['2020-02-29T10:00+01:00', true],
  ['2020-02-29', true],
  ['2020-02-30T10:00:00Z', false],
  ['2020-02-29T24:00:00Z', false],
  ['2020-02-29T10:00:00', false],
])('authored %s is read: %s', (authored, read) => {
  const response = { resourceType: 'QuestionnaireResponse', status: 'completed', authored };
  expect(readResource('QuestionnaireResponse', response) !== undefined).toBe(read);
});

test('what the schema does not name comes back unchanged, also beside and inside what it names', () => {
  const full = {
    ...child,
    _birthDate: { extension: [{ url: 'x', valueCode: 'unknown' }] },
    telecom: [{ system: 'phone', value: '1' }],
    name: [{ family: 'Peeters', _family: { id: 'f' }, given: ['Ann', null], _given: [null, { id: 'g' }], use: 'old' }],
    extension: [{ url: 'y', extension: [{ url: 'z', valueMoney: { value: 1 } }] }],
  };
  expect(readResource('RelatedPerson', full)).toEqual(full);
});

test.each([
  ['name as text', { name: 'Ann' }],
  ['given as text', { name: [{ given: 'Ann' }] }],
  ['active as text', { active: 'true' }],
  ['gender unknown to FHIR', { gender: 'X' }],
  ['id with a path', { id: '../x' }],
  ['version with a line break', { meta: { versionId: '1"\r\nx: y' } }],
  ['patient missing', { patient: undefined }],
])('%s is refused', (_, wrong) => {
  expect(readResource('RelatedPerson', { ...child, ...wrong })).toBeUndefined();
});

test('long texts pass whole', () => {
  const family = 'é'.repeat(10_000);
  expect(readResource('RelatedPerson', { ...child, name: [{ family }] })?.name?.[0]?.family).toBe(family);
});

test('items nest as deep as the parser lets anything nest', () => {
  let item: unknown[] = [{ linkId: 'deepest', answer: [{ valueBoolean: true }] }];
  for (let depth = 0; depth < 20; depth++) item = [{ linkId: 'a', answer: [{ item }] }];
  const response = { resourceType: 'QuestionnaireResponse', status: 'completed', item };
  expect(readResource('QuestionnaireResponse', parseJson(JSON.stringify(response)))).toEqual(response);
  const bad = JSON.stringify(response).replace('"valueBoolean":true', '"valueBoolean":"yes"');
  expect(readResource('QuestionnaireResponse', parseJson(bad))).toBeUndefined();
});

test('a __proto__ key changes no prototype and does not travel on', () => {
  const text =
    '{"resourceType":"RelatedPerson","patient":{"__proto__":{"reference":"Patient/evil"}},"__proto__":{"active":true}}';
  const parsed = parseJson(text);
  expect(Object.keys(parsed as object)).toEqual(['resourceType', 'patient']);
  const read = readResource('RelatedPerson', parsed);
  expect(read?.active).toBeUndefined();
  expect(read?.patient.reference).toBeUndefined();
  expect(JSON.stringify(read)).not.toContain('evil');
  expect(({} as { active?: boolean }).active).toBeUndefined();
});

test('JSON is parsed up to 100 levels and not beyond', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(parseJson(nested(100))).toBeDefined();
  expect(parseJson(nested(102))).toBeUndefined();
  expect(parseJson(nested(200_000))).toBeUndefined();
  expect(parseJson('{"a":')).toBeUndefined();
});

test('whatever JSON comes, reading gives a resource of the asked type or nothing, and never throws', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('id', 'name', 'patient', 'meta', 'birthDate'), fc.jsonValue()),
      (any, some) => {
        expect(readResource('Patient', any)?.resourceType ?? 'Patient').toBe('Patient');
        // As it comes from the wire: without __proto__ keys.
        const sent = parseJson(JSON.stringify({ ...child, ...some }));
        const read = readResource('RelatedPerson', sent);
        if (read) expect(JSON.parse(JSON.stringify(read))).toEqual(sent);
      },
    ),
  );
});
