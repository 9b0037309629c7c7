import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { VIEWS, type View } from '../views/views';
import { countLines, firstBadLine, loadLines, TYPES } from './chunk-lines';
import type { Chunk } from './chunks';
import { rowsOf } from './database';
import { jsonStructure } from './json-structure';
import { keyedSql, quoted } from './key';
import type { Part } from './parts';

const OURS = quoted('https://w3id.org/kindreflex/Questionnaire/kindreflex-');

/**
 * Makes one Parquet file per view of a chunk in a folder that is there, `<view>.parquet`, with every identifier and reference as a key;
 * none for a view of whose type there is no line.
 */
export async function stage(connection: DuckDBConnection, chunk: Chunk, folder: string, secret: string): Promise<Part> {
  await loadLines(connection, chunk);
  const views: string[] = [];
  let otherQuestionnaire = 0;
  for (const type of TYPES) {
    if ((await countLines(connection, type)) === 0) continue;
    await parse(connection, type);
    if (type === 'QuestionnaireResponse') otherQuestionnaire = await countOthers(connection);
    for (const view of VIEWS.filter((view) => view.resourceType === type)) {
      await write(connection, view, folder, secret);
      views.push(view.name);
    }
  }
  const bad = await countLines(connection, 'bad');
  return {
    from: chunk.from,
    to: chunk.to,
    read: chunk.read,
    lines: await countLines(connection),
    bad,
    otherType: await countLines(connection, 'other'),
    otherQuestionnaire,
    views,
    ...(bad > 0 ? { firstBad: await firstBadLine(connection, chunk) } : {}),
  };
}

/** Reads the lines of a type, as `source` with the columns of its views. Those that are no JSON or have no id become bad. */
async function parse(connection: DuckDBConnection, type: View['resourceType']): Promise<void> {
  const columns = VIEWS.find((view) => view.resourceType === type)?.columns ?? {};
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE parsed AS
    SELECT piece, line, unnest(try(from_json(text, ${quoted(jsonStructure(columns))}))) FROM lines WHERE type = ${quoted(type)}`);
  await connection.run(`
    UPDATE lines SET type = 'bad' FROM parsed
    WHERE parsed.id IS NULL AND lines.piece = parsed.piece AND lines.line = parsed.line`);
  await connection.run(
    'CREATE OR REPLACE TEMP VIEW source AS SELECT * EXCLUDE (piece, line) FROM parsed WHERE id IS NOT NULL',
  );
}

async function countOthers(connection: DuckDBConnection): Promise<number> {
  const isOurs = `coalesce(starts_with(questionnaire, ${OURS}), false)`;
  const [row] = await rowsOf(connection, `SELECT count(*) AS others FROM source WHERE NOT ${isOurs}`);
  return Number(row?.others);
}

async function write(connection: DuckDBConnection, view: View, folder: string, secret: string): Promise<void> {
  const file = quoted(join(folder, `${view.name}.parquet`));
  await connection.run(`COPY (${keyedSql(view, secret)}) TO ${file} (FORMAT parquet, COMPRESSION snappy)`);
}
