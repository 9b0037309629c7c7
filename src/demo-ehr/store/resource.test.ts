import { expect, test } from 'vitest';
import { isResource, localReference, textsAt, valuesAt } from './resource';

const patient = {
  resourceType: 'Patient',
  id: 'a',
  name: [{ given: ['An', 'Lore'] }, { given: ['Mia'] }, { text: 'x' }],
};

test('a dotted path flattens every repetition', () => {
  expect(textsAt(patient, 'name.given')).toEqual(['An', 'Lore', 'Mia']);
  expect(valuesAt(patient, 'name.text')).toEqual(['x']);
  expect(valuesAt(patient, 'birthDate')).toEqual([]);
});

test('a resource is an object with a type', () => {
  expect(isResource(patient)).toBe(true);
  expect(isResource([patient])).toBe(false);
  expect(isResource({ id: 'a' })).toBe(false);
  expect(localReference(patient)).toBe('Patient/a');
});
