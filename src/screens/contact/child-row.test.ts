import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Field, fieldsOf } from '../../form/field';

const all = (fields: readonly Field[]): Field[] => fields.flatMap((field) => [field, ...all(field.fields)]);

test('what a child is asked hangs on nothing outside its row, so a row need not see the rest of the step', () => {
  const text = readFileSync('fhir-resources/Questionnaire/kindreflex-1-conversation.json', 'utf8');
  const kind = fieldsOf(JSON.parse(text), 'nl').find(({ linkId }) => linkId === 's1.kind');
  const inside = all(kind?.fields ?? []);
  const own = new Set(inside.map(({ linkId }) => linkId));
  const asked = inside.flatMap(({ conditions }) => conditions.map(({ question }) => question));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((question) => !own.has(question))).toEqual([]);
});
