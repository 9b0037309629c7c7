import { open, readFile, rename } from 'node:fs/promises';

/** Writes a file that only its owner may read, beside its place first, so that it is never there in part, not even after a power cut. */
export async function saveWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.tmp`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Makes sure that what was written to a file is on the disk */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The text of a file; undefined when there is none that can be read */
export const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
