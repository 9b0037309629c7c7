import { rm } from 'node:fs/promises';
import { figuresOf } from '../engine';
import type { Figures, LeftOut } from '../figures';
import { refuseOthers } from '../output/output-folder';
import { writeOutputs } from '../output/write-outputs';
import type { Asked } from './arguments';
import { rowsOf } from './database';
import { diskProblem, Problem } from './problem';
import type { Progress } from './progress';
import { readExport } from './read-export';
import { openStore, type Store } from './store';
import { openWorkFolder, type WorkFolder } from './work-folder';

/**
 * A whole run: reads what was asked for, computes, and writes the report. Throws a Problem, or the reason of the signal when that
 * stopped it; then no report was written. The work folder stays, unless it is to be forgotten.
 */
export async function runReport(asked: Asked, progress: Progress, signal: AbortSignal): Promise<void> {
  checkOut(asked.out);
  const work = await openWorkFolder(asked.work);
  try {
    await read(asked, work, progress, signal);
    const store = await openStore(work.path);
    try {
      const figures = await compute(asked, store, progress, signal);
      signal.throwIfAborted();
      progress.say('Writing the report.');
      await writeOutputs(figures, asked);
    } finally {
      store.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw diskProblem(error, 'the report or the work folder');
  } finally {
    await work.close();
  }
  if (asked.forget) await rm(asked.work, { recursive: true });
}

/** Before any work, and not only when all of it is done */
function checkOut(out: string): void {
  try {
    refuseOthers(out);
  } catch (error) {
    throw diskProblem(error, 'the folder given with --out');
  }
}

async function read(asked: Asked, work: WorkFolder, progress: Progress, signal: AbortSignal): Promise<void> {
  const { from, server, skipBadLines } = asked;
  const reading = { work, skipBadLines, progress, signal };
  if (from) return readExport({ ...reading, from });
  if (!server) return;
  const { download } = await import('../bulk/download');
  const into = server.keepDownload ?? work.download;
  const { leftOut } = await download({ ...server, into, say: progress.say, signal });
  return readExport({ ...reading, from: into, leftOut });
}

async function compute(asked: Asked, store: Store, progress: Progress, signal: AbortSignal): Promise<Figures> {
  const { connection, leftOut } = store;
  signal.throwIfAborted();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    const [found] = await rowsOf(connection, 'SELECT count(*) AS entries FROM entries');
    if (found?.entries === 0) progress.say(noEntries(store.lines));
    const { asOf, decisionDays, service } = asked;
    const only = service === undefined ? {} : { service: await serviceKey(store, service) };
    progress.say('Computing the figures.');
    const figures = await figuresOf(connection, { asOf, decisionDays, ...only });
    return { ...figures, leftOut: addedUp([...leftOut, ...figures.leftOut]) };
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

/** The same may be left out on arrival and while reading. */
function addedUp(leftOut: readonly LeftOut[]): LeftOut[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

const noEntries = (lines: number): string =>
  `The export ${lines === 0 ? 'is empty' : 'holds no entry of the Kindreflex'}. A report is made all the same, and says so.`;

async function serviceKey({ connection, keyOf }: Store, service: string): Promise<string> {
  const key = keyOf(service);
  const [found] = await rowsOf(connection, `SELECT count(*) AS seen FROM encounters WHERE service = '${key}'::UUID`);
  if (found?.seen === 0) throw new Problem('No encounter in the export is of the service given with --service.');
  return key;
}
