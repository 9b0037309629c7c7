import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { releaseLock, takeLock } from './lock';
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

/** What is there when a run was killed before it had a secret */
const BEFORE_SECRET = /^(lock(\.\d+)?|secret\.tmp)$/;

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
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path, { recursive: true, mode: 0o700 });
    const names = await readdir(path);
    if (!names.includes('secret') && !names.every((name) => BEFORE_SECRET.test(name))) {
      throw new Problem('The work folder holds other things. Name one with --work that is empty or not there yet.');
    }
    await chmod(path, 0o700);
    await takeLock(lock);
  } catch (error) {
    throw diskProblem(error, 'the work folder');
  }
  try {
    const secret = (await textOf(secretFile)) ?? randomBytes(18).toString('base64url');
    await saveWhole(secretFile, secret);
    await empty();
    const close = async () => {
      await empty();
      await releaseLock(lock);
    };
    return { path, secret, spill, download, close };
  } catch (error) {
    await releaseLock(lock);
    throw diskProblem(error, 'the work folder');
  }
}
