import { createHash } from 'node:crypto';
import { keptSql } from '../views/kept';
import type { View } from '../views/views';

/**
 * The text that stands for an identifier or a reference in the work folder: 128 bits of SHA-256 over the folder's secret and the text,
 * written as a UUID. The same text gives the same key in every column of one work folder, and another one in every other.
 */
export function keyOf(secret: string, text: string): string {
  const hex = createHash('sha256').update(secret).update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** What is kept of a view over the table `source`, with its keys made as `keyOf` does (DuckDB type UUID; none stays NULL). */
export function keyedSql({ keys, name, sql }: View, secret: string): string {
  const key = (column: string) => `left(sha256(${quoted(secret)} || "${column}"), 32)::UUID AS "${column}"`;
  return `SELECT * REPLACE (${keys.map(key).join(', ')}) FROM (${keptSql(name, `(${sql})`)})`;
}

/** A text as SQL literal */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
