import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indexFields } from '../../form/enabled';
import { fieldsOf } from '../../form/field';
import { elementName } from './element-name';

const questions = indexFields(
  fieldsOf(JSON.parse(readFileSync('fhir-resources/Questionnaire/kindreflex-3-support.json', 'utf8')), 'nl'),
);

test('an answer is called by its question, the innermost', () => {
  const label = questions.get('s3.hoe')?.field.label;
  expect(label).toBeTruthy();
  expect(elementName('item[s3.hoe].answer.valueString', questions)).toEqual({ label });
  expect(elementName('item[s9.group].item[s3.hoe].answer', questions)).toEqual({ label });
});

test.each([
  ['meta.security', 'element.security'],
  ['author.display', 'element.author'],
  ['encounter', 'element.encounter'],
  ['securityLabel', 'element.security'],
  ['context.encounter', 'element.encounter'],
  ['birthDate', 'conflict.birthDate'],
] as const)('%s has a word of its own', (path, key) => {
  expect(elementName(path, questions)).toEqual({ key });
});

test.each(['identifier.system', 'item[s9.unknown].answer', ''])('%j stays a path', (path) => {
  expect(elementName(path, questions)).toBeUndefined();
});
