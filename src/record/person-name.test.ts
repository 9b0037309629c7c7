import { expect, test } from 'vitest';
import { personName } from './person-name';

test('a name is as the host spells it', () => {
  expect(personName([{ given: ['Sofie'], family: 'Maes' }])).toBe('Sofie Maes');
  expect(personName([{ text: ' Sofie\u200d Maes ' }])).toBe('Sofie\u200d Maes');
  expect(personName([{ text: '\u200b', given: ['Sofie'] }])).toBe('Sofie');
});

test.each(['', ' ', '\u200b', '\u200b\u2060 \ufeff', '\u202e'])('%j is no name', (blank) => {
  expect(personName([{ text: blank }])).toBeUndefined();
  expect(personName([{ given: [blank], family: blank }])).toBeUndefined();
});
