import { expect, test } from 'vitest';
import { dateTest, isDate, isDateTime, isInstant, stretchOf } from './dates';

test.each(['not-a-date', '2026-02-30', '2026-13', '24/11/2026', '2026-1-1', ''])('%s is no date', (text) => {
  expect(isDate(text)).toBe(false);
});

test('a date may be partial; a time needs seconds and a zone', () => {
  expect(isDate('2026')).toBe(true);
  expect(isDate('2026-11-24')).toBe(true);
  expect(isDate('2026-11-24T10:00:00Z')).toBe(false);
  expect(isDateTime('2026-11-24T10:00:00+01:00')).toBe(true);
  expect(isDateTime('2026-11-24T10:00')).toBe(false);
  expect(isInstant('2026-11-24')).toBe(false);
});

test.each([
  ['ge2026-11-24', '2026-11-24T00:00:00Z', true],
  ['ge2026-11-24', '2026-11-23T23:59:59Z', false],
  ['le2026-11-24', '2026-11-24T23:59:59Z', true],
  ['lt2026-11-24', '2026-11-24T00:00:00Z', false],
  ['gt2026-11-24', '2026-11-25T00:00:00Z', true],
  ['2026-11', '2026-11-24', true],
  ['2026-11-24', '2026-11', false],
])('%s on %s: %s', (asked, stored, expected) => {
  const stretch = stretchOf(stored);
  if (!stretch) throw new Error('the stored date should be one');
  expect(dateTest(asked)?.(stretch)).toBe(expected);
});

test('a search value that is no date gives no test', () => {
  expect(dateTest('geyesterday')).toBeUndefined();
});
