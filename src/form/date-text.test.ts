import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialDate } from '../../test/differential/arbitraries';
import { isDate, readDate, writeDate } from './date-text';

test.each([
  ['24/11/2026', '2026-11-24'],
  ['1/2/2020', '2020-02-01'],
  [' 01.02.2020 ', '2020-02-01'],
  ['1-2-2020', '2020-02-01'],
  ['1 2 2020', '2020-02-01'],
  ['29/02/2020', '2020-02-29'],
  ['11/2026', '2026-11'],
  ['2026', '2026'],
])('%s is read as %s', (text, date) => expect(readDate(text)).toBe(date));

test.each([
  '31/02/2020',
  '29/02/2021',
  '29/02/1900',
  '13/2020',
  '00/2020',
  '0/1/2020',
  '32/1/2020',
  '1/2/20',
  '0000',
  'gisteren',
  '2020-02-01',
])('%s is no date', (text) => expect(readDate(text)).toBeNull());

test('no text is no answer', () => expect(readDate('  ')).toBeUndefined());

test('every date that is written is read back as it was', () => {
  fc.assert(fc.property(partialDate, (date) => readDate(writeDate(date)) === date));
  expect(writeDate('2026-11-24')).toBe('24/11/2026');
  expect(writeDate('2026-11')).toBe('11/2026');
});

test('a FHIR date exists and has its zeros', () => {
  for (const date of ['2020', '2020-02', '2020-02-29']) expect(isDate(date)).toBe(true);
  for (const date of ['2021-02-29', '2020-2-1', '01/02/2020', '', '2020-02-01T10:00']) expect(isDate(date)).toBe(false);
});
