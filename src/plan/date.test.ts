import { expect, test } from 'vitest';
import { addDays, brusselsDate, earliest, isDate, latest } from './date';

test.each(['2020', '2020-02', '2020-02-29', '2000-02-29'])('%s is a date', (date) => expect(isDate(date)).toBe(true));
test.each([
  '2021-02-29',
  '1900-02-29',
  '2020-13',
  '2020-00-01',
  '2020-04-31',
  '0000',
  '20',
  '2020-1',
  '2020-01-01T10:00',
  '',
])('%s is no date', (date) => expect(isDate(date)).toBe(false));

test('a partial date spans its first to its last day', () => {
  expect([earliest('2020'), latest('2020')]).toEqual(['2020-01-01', '2020-12-31']);
  expect([earliest('2020-02'), latest('2020-02')]).toEqual(['2020-02-01', '2020-02-29']);
  expect([earliest('2020-02-03'), latest('2020-02-03')]).toEqual(['2020-02-03', '2020-02-03']);
});

test('the day in Belgium, in summer and in winter time', () => {
  expect(brusselsDate(new Date('2026-07-01T21:59:00Z'))).toBe('2026-07-01');
  expect(brusselsDate(new Date('2026-07-01T22:00:00Z'))).toBe('2026-07-02');
  expect(brusselsDate(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01-01');
});

test('days are added across months and the change of the clock', () => {
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026', 0)).toBe('2026-01-01');
});

test('an instant or a sum beyond the years that FHIR can write stays within them', () => {
  expect(brusselsDate(new Date('9999-12-31T23:59:59-14:00'))).toBe('9999-12-31');
  expect(brusselsDate(new Date('0001-01-01T00:00:00+14:00'))).toBe('1000-01-02');
  expect(addDays('9999-12-31', 365)).toBe('9999-12-31');
  expect(addDays('2026-11-24', Number.MAX_SAFE_INTEGER)).toBe('9999-12-31');
});

test('no date stays none', () => expect(addDays('', 365)).toBe(''));
