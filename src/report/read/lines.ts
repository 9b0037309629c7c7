import { isUtf8 } from 'node:buffer';
import { blocksOf } from './blocks';
import type { InputFile } from './input-files';

const LF = 10;
const CR = 13;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * After how many of the bytes to cut between lines: after the last line that ends within `room`; when there is none, before the first
 * line where there is `something` already, else after that line. Undefined when that line has no end yet. Macs of old end lines with CR
 * alone; where there is an LF, that counts.
 */
export function cutWithin(bytes: Buffer, room: number, something: boolean): number | undefined {
  const within = bytes.subarray(0, room);
  const last = within.lastIndexOf(LF) + 1 || within.lastIndexOf(CR) + 1;
  if (last > 0 || something) return last;
  const ends = [bytes.indexOf(LF, room), bytes.indexOf(CR, room)].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) + 1 : undefined;
}

/** Without the byte order mark that some programs put before a file */
export const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, BOM.length).equals(BOM) ? bytes.subarray(BOM.length) : bytes;

/** DuckDB takes nothing at all of bytes that are not UTF-8: a line that holds some becomes question marks, the others stay. */
export function asText(bytes: Buffer): Buffer {
  if (isUtf8(bytes)) return bytes;
  const text = Buffer.from(bytes);
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf(LF, start);
    const end = found < 0 ? text.length : found;
    const line = text.subarray(start, end);
    if (!isUtf8(line)) line.fill('?');
    start = end + 1;
  }
  return text;
}

/** The number of the line that begins at an offset, the file's first being 1. Reads the file up to there. */
export async function lineAt(file: InputFile, offset: number): Promise<number> {
  let line = 1;
  let left = offset;
  let afterCr = false;
  for await (const { bytes } of blocksOf(file, 0)) {
    for (let at = 0; at < bytes.length && left > 0; at++, left--) {
      const byte = bytes[at];
      if (byte === CR || (byte === LF && !afterCr)) line++;
      afterCr = byte === CR;
    }
    if (left === 0) break;
  }
  return line;
}
