import type { DuckDBConnection } from '@duckdb/node-api';
import { VIEWS } from '../views/views';
import type { Chunk } from './chunks';
import { rowsOf } from './database';
import { jsonStructure } from './json-structure';
import { quoted } from './key';
import type { BadLine } from './parts';

/** The resource types that a view reads */
export const TYPES = [...new Set(VIEWS.map((view) => view.resourceType))];

/** Nearly every server begins a resource with its type. Where one does, its line need not be read as JSON to know it. */
const BY_BEGINNING = TYPES.map(
  (type) => `WHEN starts_with(text, ${quoted(`{"resourceType":"${type}"`)}) THEN ${quoted(type)}`,
);
const HEAD = `try(from_json(text, ${quoted(jsonStructure({ resourceType: 'VARCHAR' }))})).resourceType`;
const ALL_LF = 'replace(replace(whole, chr(13) || chr(10), chr(10)), chr(13), chr(10))';

/**
 * Puts the lines of a chunk into a table in memory, `lines(piece, line, type, text)`, where type is a resource type that a view reads,
 * `other`, or `bad`. What begins well may turn out to be bad later. Blank lines are left out; any ending of lines will do.
 */
export async function loadLines(connection: DuckDBConnection, chunk: Chunk): Promise<void> {
  await connection.run('CREATE OR REPLACE TEMP TABLE pieces(piece INTEGER, bytes BLOB)');
  const appender = await connection.createAppender('pieces');
  for (const [number, { bytes }] of chunk.pieces.entries()) {
    appender.appendInteger(number);
    appender.appendBlob(bytes);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE lines AS
    SELECT piece, line, text, CASE ${BY_BEGINNING.join(' ')} ELSE coalesce(
        CASE WHEN ${HEAD} NOT IN (${TYPES.map(quoted).join(', ')}) THEN 'other' ELSE ${HEAD} END, 'bad'
      ) END AS type
    FROM (
      SELECT piece, generate_subscripts(texts, 1) AS line, unnest(texts) AS text
      FROM (
        SELECT piece, string_split(CASE WHEN contains(whole, chr(13)) THEN ${ALL_LF} ELSE whole END, chr(10)) AS texts
        FROM (SELECT piece, decode(bytes) AS whole FROM pieces)
      )
    )
    WHERE ltrim(text, ' ' || chr(9)) <> ''`);
  await connection.run('DROP TABLE pieces');
}

/** How many lines there are of a type, or in all */
export async function countLines(connection: DuckDBConnection, type?: string): Promise<number> {
  const only = type === undefined ? '' : `WHERE type = ${quoted(type)}`;
  const [row] = await rowsOf(connection, `SELECT count(*) AS lines FROM lines ${only}`);
  return Number(row?.lines);
}

/** Where the first bad line of a chunk is; there is one. */
export async function firstBadLine(connection: DuckDBConnection, { pieces }: Chunk): Promise<BadLine> {
  const [bad] = await rowsOf(
    connection,
    `SELECT piece, line, line = (SELECT max(line) FROM lines AS l WHERE l.piece = lines.piece) AS last
     FROM lines WHERE type = 'bad' ORDER BY piece, line LIMIT 1`,
  );
  const piece = pieces[Number(bad?.piece)];
  const ended = [10, 13].includes(piece?.bytes.at(-1) ?? 10);
  return {
    file: piece?.file ?? 0,
    offset: piece?.offset ?? 0,
    line: Number(bad?.line),
    cutOff: bad?.last === true && !ended,
  };
}
