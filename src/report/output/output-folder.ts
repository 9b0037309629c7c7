import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../read/problem';

/** Tells a folder that this program wrote from any other. */
const MARK = 'kindreflex-report.json';
const MARKED = { program: 'kindreflex-report', format: 1 };

/** Everything that a report folder may hold. */
const OURS = /^(kindreflex-report\.json|figures\.csv|report\.(nl|fr|en)\.html|MeasureReport-kindreflex-[a-z-]+\.json)$/;

/**
 * Writes files (name -> content) as one folder: first beside it under another name, then renamed whole, so that `out` is either what
 * it was or complete. A folder that is there already is replaced only when an earlier report made it and nothing else is in it;
 * otherwise a Problem is thrown, and nothing is touched.
 */
export async function writeFolder(out: string, files: ReadonlyMap<string, string>): Promise<void> {
  const target = resolve(out);
  refuseOthers(target);
  const writing = beside(target, 'writing');
  const earlier = beside(target, 'earlier');
  await mkdir(dirname(target), { recursive: true });
  try {
    await mkdir(writing);
    await writeFile(join(writing, MARK), `${JSON.stringify(MARKED)}\n`);
    for (const [name, content] of files) await writeFile(join(writing, name), content);
    refuseOthers(target);
    const isThere = existsSync(target);
    if (isThere) await rename(target, earlier);
    try {
      await rename(writing, target);
    } catch (error) {
      if (isThere) await rename(earlier, target);
      throw error;
    }
    await rm(earlier, { recursive: true, force: true });
  } finally {
    await rm(writing, { recursive: true, force: true });
  }
}

const beside = (target: string, what: string): string =>
  join(dirname(target), `.${basename(target)}.${what}-${process.pid}`);

/** Throws a Problem unless a place is free, an empty folder, or an earlier report. Callers with long work ask before they begin. */
export function refuseOthers(out: string): void {
  const found = lstatSync(out, { throwIfNoEntry: false });
  if (!found) return;
  const name = basename(resolve(out));
  if (!found.isDirectory()) throw new Problem(`${name} exists and is no folder. Choose another --out.`);
  const names = readdirSync(out);
  if (names.length === 0) return;
  const other = names.find((name) => !OURS.test(name));
  if (other !== undefined || !isMarked(join(out, MARK)))
    throw new Problem(
      `${name} holds ${other ? 'files that are not part of a report' : 'no report of this program'}. Nothing was changed: choose another --out, or move it away.`,
    );
}

function isMarked(file: string): boolean {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).program === MARKED.program;
  } catch {
    return false;
  }
}
