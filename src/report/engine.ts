import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { CountCell, EntryCell, Figures, FunnelCell, LeftOut, SpreadCell } from './figures';
import { COUNTED } from './figures';
import { COUNTS, ENTRY_COUNTS, FUNNEL, LEFT_OUT, PREPARATION, TIME_TO_ASK } from './indicators/indicators';

export interface FigureOptions {
  /** YYYY-MM-DD: what is later is left out, and a review before it is overdue. */
  readonly asOf: string;
  /** Days within which a team decides on a concern. */
  readonly decisionDays: number;
  /** Only what happened at this service: a value as `encounters.service` holds it, so hashed where that is. */
  readonly service?: DuckDBValue;
}

/** The rows of a SELECT, with numbers in the place of DuckDB's 64-bit integers. */
async function select<Row>(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  const found = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
  return found.map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])) as Row,
  );
}

/**
 * The figures from the tables `entries`, `answers`, `children`, `encounters`, `clients` and `persons` (see kept.ts). Leaves temporary
 * tables in the connection and sets its time zone. Rejects when a statement fails, such as for want of memory or disk.
 */
export async function figuresOf(connection: DuckDBConnection, options: FigureOptions): Promise<Figures> {
  const { asOf, decisionDays, service = null } = options;
  await connection.run('SET VARIABLE as_of = CAST($1 AS DATE)', [asOf]);
  await connection.run('SET VARIABLE decision_days = CAST($1 AS INTEGER)', [decisionDays]);
  await connection.run('SET VARIABLE service = $1', [service]);
  for (const sql of Object.values(PREPARATION)) await connection.run(sql);

  const counts: CountCell[] = [];
  let stillRunning = 0;
  for (const measure of COUNTED) {
    const rows = await select<Omit<CountCell, 'measure'> & { still_running?: number }>(connection, COUNTS[measure]);
    for (const { still_running = 0, ...cell } of rows) {
      stillRunning += still_running;
      if (cell.numerator > 0 || cell.denominator > 0) counts.push({ measure, ...cell });
    }
  }
  const spreads = await select<SpreadCell & { span: string }>(connection, TIME_TO_ASK);
  const leftOut = await select<LeftOut>(connection, LEFT_OUT);
  return {
    asOf,
    counts,
    entries: await select<EntryCell>(connection, ENTRY_COUNTS),
    spreads: spreads.map(({ span, ...cell }) => ({ ...cell, when: span })),
    funnel: await select<FunnelCell>(connection, FUNNEL),
    leftOut: stillRunning > 0 ? [...leftOut, { reason: 'decision-still-running', count: stillRunning }] : leftOut,
  };
}
