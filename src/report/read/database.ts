import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/**
 * A DuckDB that lives in memory, never loads anything from the network, keeps to two threads and 600 MB, and reads days as Belgian
 * ones. Where `spill` is given it puts what does not fit into that folder; where not, it never writes anything but what it is told to.
 */
export async function openDatabase(spill?: string): Promise<DuckDBInstance> {
  const database = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '600MB',
    preserve_insertion_order: 'false',
    temp_directory: spill ?? '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await database.connect();
  await connection.run("SET GLOBAL TimeZone = 'Europe/Brussels'");
  connection.closeSync();
  return database;
}

/** Rows of a query as plain values; whole numbers as number. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
    ),
  );
}
