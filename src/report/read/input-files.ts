import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from './problem';

/** One file of the export. The types of its resources are read from its lines, whatever its name. */
export interface InputFile {
  readonly path: string;
  /** Name without folder, as messages show it */
  readonly name: string;
  /** Size as it lies there */
  readonly bytes: number;
  readonly gzip: boolean;
  /** Changes when size, date of change, beginning or end changes */
  readonly fingerprint: string;
}

const SAMPLE = 65_536;
const NDJSON = /\.(ndjson|jsonl)(\.gz)?$|\.gz$|^[^.]+$/i;

/**
 * The files of a Bulk Data export in a folder, by name: `Patient.ndjson`, `Patient.1.ndjson.gz`, `1.Patient.ndjson`, `abc123` and the
 * like; what is hidden or has another ending (a manifest) is passed over. Whether a file is gzip is read from the file. Throws a
 * Problem when there is no such folder or no such file.
 */
export async function findInput(folder: string): Promise<InputFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR')
      throw new Problem('What is given with --from is a file. Name the folder that it is in.');
    throw new Problem('The folder given with --from is not there or cannot be read.');
  });
  const files: InputFile[] = [];
  for (const name of names.sort()) {
    if (name.startsWith('.') || !NDJSON.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile()) files.push(await lookAt(folder, name));
  }
  if (files.length === 0) {
    throw new Problem(
      'The folder given with --from holds no file of a Bulk Data export (.ndjson, .ndjson.gz or without an ending).',
    );
  }
  return files;
}

async function lookAt(folder: string, name: string): Promise<InputFile> {
  const path = join(folder, name);
  const file = await open(path).catch(() => {
    throw new Problem(`The file ${name} cannot be read.`);
  });
  try {
    const { size, mtimeMs } = await file.stat();
    const head = Buffer.alloc(Math.min(SAMPLE, size));
    await file.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(SAMPLE, size));
    await file.read(tail, 0, tail.length, size - tail.length);
    const hash = createHash('sha256')
      .update(JSON.stringify([name, size, mtimeMs]))
      .update(head)
      .update(tail);
    return { path, name, bytes: size, gzip: head[0] === 0x1f && head[1] === 0x8b, fingerprint: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
