import { statfs } from 'node:fs/promises';
import type { InputFile } from './input-files';
import { Problem } from './problem';
import { inBytes } from './progress';

/** How many bytes a folder's disk still takes */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Of each byte of NDJSON at most this much stays in the work folder, what DuckDB puts aside included. */
const KEPT = 0.2;
/** A gzip of NDJSON holds at most about as many times its size. */
const UNZIPPED = 15;
const MARGIN = 32 * 1024 * 1024;

/** Throws a Problem that says how much is missing when there is not room for what reading these files leaves. */
export function checkRoom(files: readonly InputFile[], alreadyRead: number, free: number): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes * (file.gzip ? UNZIPPED : 1), 0);
  const all = files.reduce((sum, file) => sum + file.bytes, 0);
  const toCome = all > 0 ? bytes * (1 - alreadyRead / all) : 0;
  const needed = Math.ceil(toCome * KEPT) + MARGIN;
  if (needed <= free) return;
  throw new Problem(
    `The disk of the work folder is too full: about ${inBytes(needed)} are needed, ${inBytes(free)} are free, ` +
      `${inBytes(needed - free)} are missing. Make room, or name a folder on another disk with --work.`,
  );
}
