import { expect, test } from 'vitest';
import { answered, coding, entry } from '../../../../test/differential/fixtures';
import { acuteDanger } from './acute';

const told = (on: string, answer?: string) =>
  entry(on, 2, on, answer ? answered({ 's2.acuut': coding(answer) }) : answered({ 's2.overleg': true }));

test('acute danger is of now on its own day and in the night after it, later it is of that day', () => {
  const entries = [told('2026-11-23', 'yes'), told('2026-11-24')];
  expect(acuteDanger({ entries }, '2026-11-23')).toEqual({ isNow: true, on: '2026-11-23' });
  expect(acuteDanger({ entries }, '2026-11-24')).toMatchObject({ isNow: true });
  expect(acuteDanger({ entries }, '2026-11-25')).toEqual({ isNow: false, on: '2026-11-23' });
});

test('the last answer counts; without one there is none', () => {
  expect(acuteDanger({ entries: [told('2026-11-23', 'yes'), told('2026-11-24', 'no')] }, '2026-11-24')).toBeUndefined();
  expect(acuteDanger({ entries: [told('2026-11-24')] }, '2026-11-24')).toBeUndefined();
});
