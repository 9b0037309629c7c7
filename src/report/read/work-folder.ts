import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { diskProblem, Problem } from './problem';
import { saveWhole, textOf } from './whole-file';

/** The folder in which a run keeps what it has read: keys, codes and dates; no name, text or identifier. */
export interface WorkFolder {
  readonly path: string;
  /** With which the keys in it are made; each folder has its own */
  readonly secret: string;
  /** Where DuckDB puts what does not fit into memory; removed at the start and at the end, as is `download` */
  readonly spill: string;
  /** Where files of a server may lie while they are read */
  readonly download: string;
  /** Lets other runs use it */
  close(): Promise<void>;
}

/**
 * Opens a work folder, or makes one, that only its owner may look into. Throws a Problem when it holds other things, or when another
 * run is using it.
 */
export async function openWorkFolder(folder: string): Promise<WorkFolder> {
  const path = resolve(folder);
  const [secretFile, lock] = [join(path, 'secret'), join(path, 'lock')];
  const [spill, download] = [join(path, 'spill'), join(path, 'download')];
  const empty = async () => {
    for (const one of [spill, download]) await rm(one, { recursive: true, force: true });
  };
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const names = await readdir(path);
    if (names.length > 0 && !names.includes('secret')) {
      throw new Problem('The work folder holds other things. Name one with --work that is empty or not there yet.');
    }
    await chmod(path, 0o700);
    const secret = (await textOf(secretFile)) ?? randomBytes(18).toString('base64url');
    await saveWhole(secretFile, secret);
    await take(lock);
    await empty();
    const close = async () => {
      await empty();
      await rm(lock, { force: true });
    };
    return { path, secret, spill, download, close };
  } catch (error) {
    throw diskProblem(error, 'the work folder');
  }
}

/** One run at a time: the lock holds the number of the process. A process that was killed leaves one that counts no more. */
async function take(lock: string): Promise<void> {
  const holder = Number(await textOf(lock));
  if (Number.isInteger(holder) && holder > 0 && isRunning(holder)) {
    throw new Problem('Another run is using this work folder. Wait for it, or name another one with --work.');
  }
  await rm(lock, { force: true });
  await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
