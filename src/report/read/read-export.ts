import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LeftOut } from '../figures';
import { badLineProblem } from './bad-line';
import { type Chunk, chunksOf, type Place } from './chunks';
import { openDatabase } from './database';
import { checkRoom, freeBytes } from './free-disk';
import { findInput, type InputFile } from './input-files';
import { beginParts, doneParts, finishParts, makePart, type Part } from './parts';
import { diskProblem, Problem } from './problem';
import type { Progress } from './progress';
import { stage } from './stage';
import type { WorkFolder } from './work-folder';

export interface ReadOptions {
  /** Folder of the export */
  readonly from: string;
  readonly work: WorkFolder;
  /** Leaves out lines that are no resource, and counts them; otherwise they stop the run */
  readonly skipBadLines: boolean;
  /** What was left out before the files were there; kept with what is read */
  readonly leftOut?: readonly LeftOut[];
  readonly progress: Progress;
  /** Stops the run; what is done stays and the next run goes on from there */
  readonly signal: AbortSignal;
  /** By default 24 MB */
  readonly chunkBytes?: number;
  /** Bytes that the work folder's disk still takes; by default asked of the system */
  readonly free?: (folder: string) => Promise<number>;
}

const CHUNK = 24 * 1024 * 1024;
/** As many as DuckDB has threads; each holds one chunk in memory. */
const WORKERS = 2;

/**
 * Reads an export into the work folder, going on where an earlier run of the same input stopped. Throws a Problem that says what is
 * wrong with which file, the reason of the signal when that stopped it, or anything else that went wrong; then the work folder does not
 * count as whole.
 */
export async function readExport(options: ReadOptions): Promise<void> {
  const { from, work, skipBadLines, progress, leftOut = [], chunkBytes = CHUNK, free = freeBytes } = options;
  const files = await findInput(from);
  const input = inputOf(files, chunkBytes);
  const known = await beginParts(work.path, input);
  const done = await doneParts(work.path);
  if (!skipBadLines) await refuseBad(files, done);
  if (known !== undefined && known === done.size) {
    progress.say('This export was read before: its figures come from the work folder.');
    return;
  }
  const first = firstMissing(done);
  if (done.size > 0) progress.say(`Going on after ${first} parts that an earlier run has read.`);
  checkRoom(files, done.get(first - 1)?.read ?? 0, await free(work.path));
  const parts = await readParts(options, files, done, chunkBytes);
  if (inputOf(await findInput(from), chunkBytes) !== input) {
    throw new Problem('The export changed while it was read. Run the same command again when it is complete.');
  }
  await finishParts(work.path, input, parts, leftOut);
}

/** The same text for the same input only, cut in the same way */
const inputOf = (files: readonly InputFile[], chunkBytes: number): string =>
  createHash('sha256')
    .update(JSON.stringify([chunkBytes, files.map((file) => file.fingerprint)]))
    .digest('hex');

function firstMissing(done: ReadonlyMap<number, Part>): number {
  let number = 0;
  while (done.has(number)) number++;
  return number;
}

async function refuseBad(files: readonly InputFile[], parts: ReadonlyMap<number, Part>): Promise<void> {
  const numbers = [...parts.keys()].sort((a, b) => a - b);
  const bad = numbers.map((number) => parts.get(number)?.firstBad).find((found) => found !== undefined);
  if (bad) throw await badLineProblem(files, bad);
}

/** Makes the parts that are missing, two at a time; how many there are in all. */
async function readParts(
  { work, skipBadLines, progress, signal }: ReadOptions,
  files: readonly InputFile[],
  done: ReadonlyMap<number, Part>,
  chunkBytes: number,
): Promise<number> {
  const all = files.reduce((sum, file) => sum + file.bytes, 0);
  let number = firstMissing(done);
  const start: Place = done.get(number - 1)?.to ?? { file: 0, offset: 0 };
  const chunks = chunksOf(files, start, chunkBytes);
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);

  const makeParts = async (connection: DuckDBConnection) => {
    for (;;) {
      stop.throwIfAborted();
      const next = await chunks.next();
      if (next.done) return;
      const mine = number++;
      if (isOf(done.get(mine), next.value)) continue;
      const part = await makePart(work.path, mine, (folder) => stage(connection, next.value, folder, work.secret));
      if (part.firstBad && !skipBadLines) throw await badLineProblem(files, part.firstBad);
      progress.read(part.read, all);
    }
  };

  const database = await openDatabase();
  const connections = await Promise.all(Array.from({ length: WORKERS }, () => database.connect()));
  const interrupt = () => {
    for (const connection of connections) connection.interrupt();
  };
  stop.addEventListener('abort', interrupt);
  try {
    await Promise.allSettled(
      connections.map((connection) =>
        makeParts(connection).catch((error) => {
          failed.abort(error);
          throw error;
        }),
      ),
    );
    stop.throwIfAborted();
    return number;
  } catch (error) {
    throw diskProblem(error, 'the work folder');
  } finally {
    stop.removeEventListener('abort', interrupt);
    await chunks.return(undefined);
    for (const connection of connections) connection.closeSync();
    database.closeSync();
  }
}

const isOf = (part: Part | undefined, { from, to }: Chunk): boolean =>
  part !== undefined && JSON.stringify([part.from, part.to]) === JSON.stringify([from, to]);
