import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { VIEWS, type View } from './views';

export interface TestResource {
  readonly resourceType: string;
}

/** Makes the table of each view in a DuckDB in memory out of resources, and hands the connection to `use`. */
export async function withViews<T>(
  resources: readonly TestResource[],
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'views-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    for (const { name, resourceType, columns, sql } of VIEWS) {
      const file = join(folder, `${name}.ndjson`);
      const own = resources.filter((resource) => resource.resourceType === resourceType);
      writeFileSync(file, own.map((resource) => `${JSON.stringify(resource)}\n`).join(''));
      const types = Object.entries(columns).map(([column, type]) => `${column}: '${type}'`);
      const source = `SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${types.join(', ')}})`;
      await connection.run(`CREATE TABLE ${name} AS WITH source AS (${source}) ${sql}`);
    }
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

/** The rows of one view over resources. */
export const rowsOf = (name: View['name'], resources: readonly TestResource[]) =>
  withViews(resources, async (connection) => (await connection.runAndReadAll(`FROM ${name}`)).getRowObjectsJson());
