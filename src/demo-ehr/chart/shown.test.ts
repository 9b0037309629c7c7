import { expect, test } from 'vitest';
import { ageOn, nameOf, shownDate, shownMoment } from './shown';

test('names: the official one, else the text, else none', () => {
  expect(nameOf({ name: [{ text: 'x' }, { use: 'official', given: ['Zoë', 'Lou'], family: 'Maes' }] })).toBe(
    'Zoë Lou Maes',
  );
  expect(nameOf({ name: [{ text: 'Zoë uit Gent' }] })).toBe('Zoë uit Gent');
  expect(nameOf({})).toBe('Naam onbekend');
});

test('dates as a Belgian reads them', () => {
  expect(shownDate('2015-02-01')).toBe('01/02/2015');
  expect(shownDate('2015-02')).toBe('02/2015');
  expect(shownDate(undefined)).toBe('geboortedatum onbekend');
  expect(shownMoment('2026-11-24T23:30:00Z')).toContain('25/11/2026');
});

test('age changes on the birthday in Brussels', () => {
  expect(ageOn('2014-12-01', new Date('2026-11-30T22:59:00Z'))).toBe(11);
  expect(ageOn('2014-12-01', new Date('2026-11-30T23:00:00Z'))).toBe(12);
  expect(ageOn('2014-12', new Date())).toBeUndefined();
});
