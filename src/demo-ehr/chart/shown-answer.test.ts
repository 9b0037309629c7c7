import { expect, test } from 'vitest';
import { linesOf, shownAnswer } from './shown-answer';

test.each([
  [{ valueBoolean: false }, 'Nee'],
  [{ valueCoding: { code: 'ja', display: 'Ja, zeker' } }, 'Ja, zeker'],
  [{ valueCoding: { code: 'ja' } }, 'ja'],
  [{ valueDate: '2015-02-01' }, '01/02/2015'],
  [{ valueInteger: 0 }, '0'],
  [{ valueReference: { reference: 'RelatedPerson/a' } }, 'RelatedPerson/a'],
  [{}, ''],
])('%j reads %s', (answer, text) => {
  expect(shownAnswer(answer, () => undefined)).toBe(text);
});

test('a person is shown by name where the host knows it', () => {
  const answer = { valueReference: { reference: 'RelatedPerson/a' } };
  expect(shownAnswer(answer, (reference) => (reference === 'RelatedPerson/a' ? 'Noor' : undefined))).toBe('Noor');
});

test('items under groups and under answers are indented', () => {
  const lines = linesOf([
    {
      linkId: 'g',
      text: 'Kinderen',
      item: [{ linkId: 'n', text: 'Naam', answer: [{ valueString: 'Noor', item: [{ linkId: 'x' }] }] }],
    },
  ]);
  expect(lines).toEqual([
    { depth: 0, text: 'Kinderen', answers: [] },
    { depth: 1, text: 'Naam', answers: ['Noor'] },
    { depth: 2, text: 'x', answers: [] },
  ]);
});
