import { join } from 'node:path';
import type { LeftOut } from '../figures';
import { deletionsIn, errorsIn, verdictOn } from './arrival';
import type { Connection } from './connection';
import { fetchFile, readLines } from './fetch-file';
import { TYPES } from './kick-off';
import type { ExportFile, Manifest } from './manifest';

export interface Received {
  /** How many files lie in the folder */
  readonly files: number;
  readonly leftOut: readonly LeftOut[];
}

/** Fetches all files of a finished export into a folder, and counts what is left out. */
export async function receive(
  connection: Connection,
  manifest: Manifest,
  into: string,
  say: (sentence: string) => void,
): Promise<Received> {
  const deleted = new Set(await collect(connection, manifest.deleted, manifest.needsToken, deletionsIn));
  const wanted = manifest.output.filter(({ type }) => TYPES.includes(type));
  const others = manifest.output.length - wanted.length;
  if (others > 0) say(`${others} files of types that were not asked for are left on the server.`);
  const dropped = new Map<string, number>();
  for (const [index, file] of wanted.entries()) {
    say(`Fetching file ${index + 1} of ${wanted.length}: ${file.type}.`);
    const path = join(into, `${String(index + 1).padStart(3, '0')}-${file.type}.ndjson`);
    const here = await fetchWanted(connection, file, manifest.needsToken, path, deleted);
    for (const [reason, count] of here) dropped.set(reason, (dropped.get(reason) ?? 0) + count);
  }
  const errors = await collect(connection, manifest.errors, manifest.needsToken, errorsIn);
  if (errors.length > 0) {
    say(`The server reports errors: ${told(errors)}. What they are about is missing from the export.`);
    dropped.set('export-error', errors.length);
  }
  return { files: wanted.length, leftOut: [...dropped].map(([reason, count]) => ({ reason, count })) };
}

async function fetchWanted(
  connection: Connection,
  file: ExportFile,
  needsToken: boolean,
  path: string,
  deleted: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const dropped = new Map<string, number>();
  await fetchFile(connection, file, needsToken, {
    path,
    begin: () => dropped.clear(),
    keeps(line) {
      const verdict = verdictOn(line, file.type, deleted);
      if (verdict === 'keep') return true;
      dropped.set(verdict, (dropped.get(verdict) ?? 0) + 1);
      return false;
    },
  });
  return dropped;
}

/** What the lines of some files hold, all together. */
async function collect(
  connection: Connection,
  files: readonly ExportFile[],
  needsToken: boolean,
  from: (line: string) => string[],
): Promise<string[]> {
  const all: string[] = [];
  for (const file of files) {
    const before = all.length;
    await readLines(connection, file, needsToken, {
      begin: () => void all.splice(before),
      take: (line) => void all.push(...from(line)),
    });
  }
  return all;
}

/** `3 exception, 1 not-found` */
function told(errors: readonly string[]): string {
  const codes = [...new Set(errors)].sort();
  return codes.map((code) => `${errors.filter((each) => each === code).length} ${code}`).join(', ');
}
