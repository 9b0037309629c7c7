import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { Problem } from './problem';
import { textOf } from './whole-file';

/** The locks that this process holds: in a container, one that was killed and its successor have the same number. */
const held = new Set<string>();
/** Between the making of a lock and the writing of its number */
const MOMENT = 10_000;

/** Takes a lock, a file that holds the number of the process. Of several that ask at once one gets it; the others get a Problem. */
export async function takeLock(lock: string): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    if (await make(lock)) return;
    const found = await textOf(lock);
    if (found !== undefined && !(await isLeft(lock, found))) break;
    // Whoever moves it away looks whether it still is the one that was left.
    const away = `${lock}.${process.pid}`;
    await rename(lock, away).catch(() => undefined);
    const moved = await textOf(away);
    if (moved !== undefined && moved !== found) await rename(away, lock);
    await rm(away, { force: true });
  }
  throw new Problem('Another run is using this work folder. Wait for it, or name another one with --work.');
}

export async function releaseLock(lock: string): Promise<void> {
  held.delete(lock);
  await rm(lock, { force: true });
}

async function make(lock: string): Promise<boolean> {
  if (held.has(lock)) return false;
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    held.add(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether a process that is gone left the lock */
async function isLeft(lock: string, text: string): Promise<boolean> {
  const holder = Number(text);
  if (holder === process.pid) return !held.has(lock);
  if (Number.isInteger(holder) && holder > 0) return !isRunning(holder);
  const made = await stat(lock).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > MOMENT;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
