import { expect, test } from 'vitest';
import { VIEWS } from '../views/views';
import { openDatabase, rowsOf } from './database';
import { jsonStructure } from './json-structure';
import { quoted } from './key';

test('says types as from_json wants them', () => {
  const columns = {
    id: 'VARCHAR',
    a: 'STRUCT(b STRUCT(c BIGINT, d VARCHAR[])[], e BOOLEAN)',
    f: 'STRUCT(g VARCHAR)[]',
  };
  expect(JSON.parse(jsonStructure(columns))).toEqual({
    id: 'VARCHAR',
    a: { b: [{ c: 'BIGINT', d: ['VARCHAR'] }], e: 'BOOLEAN' },
    f: [{ g: 'VARCHAR' }],
  });
});

test('refuses a type that it does not know', () => {
  expect(() => jsonStructure({ a: 'MAP(VARCHAR, VARCHAR)' })).toThrow('Not a type');
  expect(() => jsonStructure({ a: 'STRUCT(b)' })).toThrow('Not a field');
});

test('gives DuckDB the very types of each view', async () => {
  const database = await openDatabase();
  const connection = await database.connect();
  for (const { columns } of VIEWS) {
    const [row] = await rowsOf(connection, `SELECT typeof(from_json('{}', ${quoted(jsonStructure(columns))})) AS type`);
    const wanted = `STRUCT(${Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')})`;
    expect(String(row?.type).replaceAll('"', '')).toBe(wanted);
  }
  connection.closeSync();
  database.closeSync();
});
