import { expect, test } from 'vitest';
import { figuresForTests } from '../suppress/figures-for-tests';
import { suppress } from '../suppress/suppress';
import { csv, HEADER } from './csv';

const published = suppress(figuresForTests({ months: 30, contacts: { emergency: 60, gp: 9, welfare: 1 }, seed: 4 }));
const lines = csv(published).split('\r\n');

test('every line has as many fields as the header, and the file ends with a line end', () => {
  expect(lines[0]).toBe(HEADER);
  expect(lines.at(-1)).toBe('');
  const counts = new Set(lines.slice(0, -1).map((line) => line.split(',').length));
  expect([...counts]).toEqual([HEADER.split(',').length]);
});

test('no field starts like a formula, and nothing but codes and numbers is in it', () => {
  for (const field of lines.slice(1, -1).join(',').split(','))
    expect(field).toMatch(/^(|[<>]?\d+|[a-z0-9][a-z0-9-]*|<5)$/);
});

test('a share has its two numbers and its percentage', () => {
  const share = published.shares['asked-rate'].cell('current', 'all');
  expect(share).toMatchObject({ numerator: expect.any(Number), denominator: expect.any(Number) });
  const percent = Math.round((100 * Number(share?.numerator)) / Number(share?.denominator));
  expect(lines).toContain(`asked-rate,,current,all,,${share?.numerator},${share?.denominator},${percent},,,,`);
});

test('a percentage is there only where both of its numbers are, or a bound of it', () => {
  for (const line of lines.slice(1)) {
    const [, , , , , numerator = '', denominator = '', percent = ''] = line.split(',');
    if (/^\d+$/.test(percent)) expect(line).toMatch(/,\d+,\d+,\d+,,,,$/);
    if (percent.startsWith('>')) expect(Number(denominator) - Number(numerator.slice(1))).toBe(5);
  }
});
