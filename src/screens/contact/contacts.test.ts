import { expect, test } from 'vitest';
import { dialled } from './contacts';

test('a number is dialled without its spaces, and without the zero between brackets', () => {
  expect(dialled('+32 3 000 00 01')).toBe('+3230000001');
  expect(dialled('+32 (0)3 000 00 01')).toBe('+3230000001');
  expect(dialled('(03) 000.00.01')).toBe('030000001');
  expect(dialled('112')).toBe('112');
});
