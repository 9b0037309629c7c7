import { expect, test } from 'vitest';
import { ageOn, countsAsMinor, hasReached, needsPermission } from './age';

test('age is counted on the contact date: the birthday itself is the first day', () => {
  expect(ageOn('2014-12-01', '2026-11-30')).toEqual({ least: 11, most: 11 });
  expect(ageOn('2014-12-01', '2026-12-01')).toEqual({ least: 12, most: 12 });
  expect(ageOn('2012-02-29', '2024-02-28')).toEqual({ least: 11, most: 11 });
  expect(ageOn('2012-02-29', '2025-03-01')).toEqual({ least: 13, most: 13 });
});

test('scenario S3: Lowie is not asked on 24 November 2026, and is from 1 December on; Emma is, Noor is not', () => {
  expect(needsPermission('2014-12-01', '2026-11-24')).toBe(false);
  expect(needsPermission('2014-12-01', '2026-11-30')).toBe(false);
  expect(needsPermission('2014-12-01', '2026-12-01')).toBe(true);
  expect(needsPermission('2013-06-11', '2026-11-24')).toBe(true);
  expect(needsPermission('2019-05-17', '2026-11-24')).toBe(false);
});

test('a birth date that is unknown or could mean 12 counts as 12', () => {
  expect(needsPermission(undefined, '2026-11-24')).toBe(true);
  expect(needsPermission('2014', '2026-11-24')).toBe(true);
  expect(needsPermission('2014-11', '2026-11-24')).toBe(true);
  expect(needsPermission('2014-12', '2026-11-24')).toBe(false);
  expect(needsPermission('2015', '2026-11-24')).toBe(false);
});

test('a partial birth date can leave an age open', () => {
  expect(hasReached(12, '2014', '2026-11-24')).toBe('maybe');
  expect(hasReached(12, '2014', '2026-12-31')).toBe('yes');
  expect(hasReached(12, '2014', '2025-12-31')).toBe('no');
});

test('who might be a minor counts as one, until the 18th birthday', () => {
  expect(countsAsMinor('2008-11-24', '2026-11-23')).toBe(true);
  expect(countsAsMinor('2008-11-24', '2026-11-24')).toBe(false);
  expect(countsAsMinor('2008', '2026-11-24')).toBe(true);
  expect(countsAsMinor(undefined, '2026-11-24')).toBe(true);
});
