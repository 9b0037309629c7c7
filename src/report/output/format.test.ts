import { expect, test } from 'vitest';
import { formatFor, perHundred } from './format';
import { TEXTS } from './texts';

const nl = formatFor(TEXTS.nl);

test('a share is exact, a bound, or nothing', () => {
  expect(perHundred({ numerator: 33, denominator: 50 })).toEqual({ is: 'exactly', value: 66 });
  expect(perHundred({ numerator: 'nearly-all', denominator: 98 })).toEqual({ is: 'over', value: 94 });
  expect(perHundred({ numerator: 'under-five', denominator: 60 })).toEqual({ is: 'under', value: 9 });
  expect(perHundred({ numerator: 'under-five', denominator: 9 })).toBeUndefined();
  expect(perHundred({ numerator: 'hidden', denominator: 60 })).toBeUndefined();
  expect(perHundred({ numerator: 20, denominator: 'hidden' })).toBeUndefined();
});

test('words and signs of each language', () => {
  expect(nl.share({ numerator: 1499, denominator: 2267 })).toBe('66\u00a0%');
  expect(nl.share({ numerator: 'nearly-all', denominator: 98 })).toBe('meer dan 94\u00a0%');
  expect(nl.share({ numerator: 40, denominator: 71 }, true)).toBe('56 per 100');
  expect(nl.shown('under-five')).toBe('<5');
  expect(nl.shown('nearly-all', 98)).toBe('meer dan 93');
  expect(nl.number(1499)).toBe('1.499');
  expect(formatFor(TEXTS.en).share({ numerator: 20, denominator: 40 })).toBe('50%');
});

test('hours up to two days, then days with a tenth', () => {
  expect([nl.duration(31), nl.duration(48), nl.duration(77)]).toEqual(['31\u00a0uur', '48\u00a0uur', '3,2\u00a0dagen']);
});

test('months and days', () => {
  expect(nl.month('2026-03')).toBe('maart 2026');
  expect(nl.shortMonth('2026-03')).toBe('mrt');
  expect(nl.day('2026-11-24')).toBe('24 november 2026');
});
