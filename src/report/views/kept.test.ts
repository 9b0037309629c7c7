import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { keptSql } from './kept';
import type { View } from './views';

/** What is kept of one row that has these columns, as texts. */
async function kept(name: View['name'], row: Record<string, string>): Promise<Record<string, string | null>> {
  const columns: Record<View['name'], string> = {
    entries: 'questionnaire status authored corrects_kind contact_date setting',
    answers: 'link_id code integer date',
    children: 'birth_date permanent residence',
    encounters: 'status class start',
    clients: 'birth_date',
    persons: 'birth_date',
  };
  const names = ['version_id', 'last_updated', ...columns[name].split(' ')];
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'Europe/Brussels'");
  try {
    const type = (column: string) => (column === 'integer' ? 'BIGINT' : 'VARCHAR');
    const from = `(SELECT ${names.map((column, at) => `$${at + 1}::${type(column)} AS "${column}"`).join(', ')})`;
    const values = names.map((column) => row[column] ?? null);
    const sql = `SELECT COLUMNS(*)::VARCHAR FROM (${keptSql(name, from)})`;
    return ((await connection.runAndReadAll(sql, values)).getRowObjectsJson()[0] ?? {}) as Record<
      string,
      string | null
    >;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

test.each([
  ['2026-03-29T02:30:00+01:00', '2026-03-29 03:30:00+02'],
  ['2026-03-01T10:00:00.123Z', '2026-03-01 11:00:00.123+01'],
  ['2026-03-01', '2026-03-01 00:00:00+01'],
  ['2024-02-29T23:30:00Z', '2024-03-01 00:30:00+01'],
  ['9999-12-31T12:00:00Z', '9999-12-31 13:00:00+01'],
  ...['2026-03', '2026', '2026-02-29', '0000-01-01', 'infinity  ', '-infinity  ', 'epoch     ', 'Jan Peeters'].map(
    (written) => [written, null],
  ),
  ...['0044-03-15 (BC)', '290308-01-01 (BC)', '2026000000-01-01', '2026-03-01 10:00:00', '2026-03-01T25:00:00Z'].map(
    (written) => [written, null],
  ),
])('of a moment that is written %s is kept: %s', async (written, moment) => {
  expect((await kept('entries', { authored: written as string })).authored).toBe(moment);
  expect((await kept('encounters', { start: written as string })).start).toBe(moment);
});

test.each([
  ['2026-02-28', '2026-02-28', '2026-02-28'],
  ['2026-02', null, '2026-02'],
  ['2026', null, '2026'],
  ['0001-01-01', '0001-01-01', '0001-01-01'],
  ...['0000', ' -infinity', 'infinity', '-999', '2026/03/01', 'Peeters'].map((written) => [written, null, null]),
])('of a date that is written %s', async (written, full, partial) => {
  expect((await kept('entries', { contact_date: written as string })).contact_date).toBe(full);
  expect((await kept('clients', { birth_date: written as string })).birth_date).toBe(partial);
});

test('of a code only what the figures tell apart is kept', async () => {
  const named = {
    status: 'Jan',
    corrects_kind: 'Jan',
    setting: 'Jan',
    questionnaire: 'https://Jan',
    version_id: 'Jan',
  };
  const entry = await kept('entries', named);
  expect(JSON.stringify(entry)).not.toContain('Jan');
  expect(entry).toMatchObject({ status: 'other', setting: null });
  expect(Number(entry.version_id)).toBeLessThan(0);
  expect(await kept('encounters', { status: 'Jan', class: 'Jan' })).toMatchObject({ status: 'other', class: 'other' });
  expect(await kept('children', { permanent: 'Jan', residence: 'Jan' })).toMatchObject({
    permanent: 'other',
    residence: 'given',
  });
  expect(await kept('answers', { link_id: 's1.uitkomst', code: 'Jan' })).toMatchObject({ code: 'other' });
  expect(await kept('answers', { link_id: 's1.kind.Jan', code: 'held' })).toEqual({});
});

test.each([
  ['0', '0'],
  ['30', '30'],
  ['31', null],
  ['-1', null],
  ['9223372036854775807', null],
])('of %s children is kept: %s', async (written, count) => {
  expect((await kept('answers', { link_id: 's1.aantal', integer: written })).integer).toBe(count);
});

test('every answer that facts.sql asks for is kept, with its codes', async () => {
  const facts = readFileSync(join(import.meta.dirname, '../indicators/facts.sql'), 'utf8');
  const words = [...facts.matchAll(/'([^']+)'/g)]
    .map(([, word = '']) => word)
    .filter((word) => !/^s\d\.~?$/.test(word));
  for (const word of new Set(words)) {
    if (word.startsWith('s')) expect(await kept('answers', { link_id: word }), word).toMatchObject({ link_id: word });
    else expect(await kept('answers', { link_id: 's1.opvang', code: word })).toMatchObject({ code: word });
  }
});
