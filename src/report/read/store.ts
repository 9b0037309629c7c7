import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LeftOut } from '../figures';
import { VIEWS, type View } from '../views/views';
import { openDatabase } from './database';
import { keyedSql, keyOf, quoted } from './key';
import { allParts, type Part, partFolder } from './parts';
import { Problem } from './problem';
import { textOf } from './whole-file';

/** What was read of an export, to be asked in SQL. */
export interface Store {
  /** On which a table or view of the name of each view is there, with its columns; keys are UUIDs */
  readonly connection: DuckDBConnection;
  /** What was left out before and while reading (`bad-line`, `other-type`, `other-questionnaire`); counts of 0 are not there. */
  readonly leftOut: readonly LeftOut[];
  /** Lines read, blank ones not counted */
  readonly lines: number;
  /** The key that stands for an identifier or a reference, such as `Organization/1` */
  keyOf(text: string): string;
  close(): void;
}

/** Opens what `readExport` left in a work folder. Throws a Problem when not all of it is there. */
export async function openStore(work: string): Promise<Store> {
  const secret = await textOf(join(work, 'secret'));
  if (secret === undefined) throw new Problem('The work folder is not there, or not made by this program.');
  const { parts, leftOut } = await allParts(work);
  const database = await openDatabase(join(work, 'spill'));
  const connection = await database.connect();
  const close = () => {
    connection.closeSync();
    database.closeSync();
  };
  try {
    for (const view of VIEWS) await connection.run(await tableOf(view, work, parts, secret));
  } catch {
    close();
    throw new Problem('A file in the work folder is damaged. Remove that folder and run the same command again.');
  }
  return {
    connection,
    leftOut: [...leftOut, ...leftOutOf(parts)],
    lines: parts.reduce((sum, part) => sum + part.lines, 0),
    keyOf: (text) => keyOf(secret, text),
    close,
  };
}

/** A view over its Parquet files; where there are none, an empty table with the same columns. */
async function tableOf(view: View, work: string, parts: readonly Part[], secret: string): Promise<string> {
  const files: string[] = [];
  for (const [number, part] of parts.entries()) {
    if (!part.views.includes(view.name)) continue;
    const file = join(partFolder(work, number), `${view.name}.parquet`);
    await access(file);
    files.push(quoted(file));
  }
  if (files.length > 0) return `CREATE VIEW ${view.name} AS SELECT * FROM read_parquet([${files.join(', ')}])`;
  const columns = Object.entries(view.columns).map(([name, type]) => `NULL::${type} AS "${name}"`);
  const empty = `WITH source AS (SELECT ${columns.join(', ')} WHERE false) ${keyedSql(view, secret)}`;
  return `CREATE TABLE ${view.name} AS ${empty}`;
}

function leftOutOf(parts: readonly Part[]): LeftOut[] {
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  return [
    { reason: 'bad-line', count: sum((part) => part.bad) },
    { reason: 'other-type', count: sum((part) => part.otherType) },
    { reason: 'other-questionnaire', count: sum((part) => part.otherQuestionnaire) },
  ].filter(({ count }) => count > 0);
}
