import { expect, test } from 'vitest';
import type { RelatedPerson } from './children';
import { candidates, likeness } from './same-child';

const person = (id: string, given: string, family: string, birthDate: string): RelatedPerson => ({
  id,
  given,
  family,
  birthDate,
  active: true,
  child: true,
});
// Scenario S8: the host's own spelling, and an adult namesake.
const record = [
  person('sister', 'Zoe', 'Vandenbroeck', '1994-05-02'),
  person('lars', 'Lars', 'Vandenbroeck', '2019-03-14'),
  person('zoe', 'Zoë', 'Vandenbroeck', '2017-05-02'),
];
const found = (given: string, family: string, birthDate: string) =>
  candidates({ given, family, birthDate }, record).map(({ person: { id }, likeness: how }) => [id, how]);

test('scenario S8: Zoë and Lars are proposed, the sister is not, and the twin Lara is new', () => {
  expect(found('Zoe', 'Van den Broeck', '2017-05-02')).toEqual([['zoe', 'same']]);
  expect(found('Lars', 'Van den Broeck', '2019-03-14')).toEqual([['lars', 'same']]);
  expect(found('Lara', 'Van den Broeck', '2019-03-14')).toEqual([]);
});

const child = { given: 'Noor', family: "D'Hondt-Maes", birthDate: '2019-05-07' };
test.each([
  ['case, accents, apostrophes, hyphens and spaces', { given: 'NÖOR', family: 'd’hondt maes' }, 'same'],
  ['day and month exchanged', { birthDate: '2019-07-05' }, 'day-month-swapped'],
  ['a coarser birth date', { birthDate: '2019-05' }, 'near'],
  ['another month', { birthDate: '2019-06' }, undefined],
  ['no birth date', { birthDate: '' }, 'near'],
  ['no family name', { family: '' }, 'near'],
  ['another family name', { family: 'Peeters' }, 'near'],
  ['another family name and no birth date', { family: 'Peeters', birthDate: '' }, undefined],
  ['another year', { birthDate: '2018-05-07' }, undefined],
  ['another given name', { given: 'Emma' }, undefined],
  ['no given name', { given: '' }, undefined],
] as const)('%s', (_, changed, expected) => {
  expect(likeness({ ...child, ...changed }, child)).toBe(expected);
  expect(likeness(child, { ...child, ...changed })).toBe(expected);
});

test('one typing error in a long given name is near, in a short one it is another child', () => {
  const of = (given: string) => likeness({ ...child, given }, { ...child, given: 'Emmanuel' });
  expect(of('Emanuel')).toBe('near');
  expect(of('Emanuelle')).toBeUndefined();
  expect(likeness({ ...child, given: 'Lars' }, { ...child, given: 'Lara' })).toBeUndefined();
});

test('two persons without a name are not each other', () => {
  expect(likeness({ birthDate: '2019-05-07' }, { birthDate: '2019-05-07' })).toBeUndefined();
});

test('the surest comes first, and who is no longer active is not proposed', () => {
  const all = [
    person('near', 'Noor', "D'Hondt-Maes", '2019'),
    person('swapped', 'Noor', "D'Hondt-Maes", '2019-07-05'),
    person('same', 'Noor', "D'Hondt-Maes", '2019-05-07'),
    { ...person('gone', 'Noor', "D'Hondt-Maes", '2019-05-07'), active: false },
  ];
  expect(candidates(child, all).map(({ person: { id } }) => id)).toEqual(['same', 'swapped', 'near']);
});
