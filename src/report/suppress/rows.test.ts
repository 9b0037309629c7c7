import { expect, test } from 'vitest';
import { addMonths, rowsOf } from './rows';

test('months are counted over the turn of a year', () => {
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(addMonths('2025-12', 1)).toBe('2026-01');
  expect(addMonths('2026-11', -24)).toBe('2024-11');
});

test('twelve months up to and with the month of the day, twelve before, and the rest', () => {
  const { leaves, parts } = rowsOf('2026-11-24', ['2024-10']);
  const part = (id: string) => leaves.find((leaf) => leaf.id === id)?.part;
  expect([
    part('2026-11'),
    part('2025-12'),
    part('2025-11'),
    part('2024-12'),
    part('2024-11'),
    part('2024-10'),
  ]).toEqual(['current', 'current', 'previous', 'previous', 'earlier', 'earlier']);
  expect(leaves).toHaveLength(26);
  expect(parts).toEqual(['current', 'previous', 'earlier']);
});

test('what began this year has no past', () => {
  expect(rowsOf('2026-11-24', ['2026-09', '2026-10']).parts).toEqual(['current']);
  expect(rowsOf('2026-11-24', []).leaves).toEqual([{ id: '2026-11', part: 'current' }]);
});

test('months older than five years stand in one row, so that one mistyped year does not make a thousand', () => {
  const { leaves, leafOf } = rowsOf('2026-11-24', ['1926-11', '2026-11']);
  expect(leaves).toHaveLength(61);
  expect(leaves[0]).toEqual({ id: 'before-2021-12', part: 'earlier' });
  expect([leafOf('1926-11'), leafOf('2021-11'), leafOf('2021-12')]).toEqual([
    'before-2021-12',
    'before-2021-12',
    '2021-12',
  ]);
});
