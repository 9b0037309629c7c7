import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { InputFile } from './input-files';
import { Problem } from './problem';

interface Block {
  readonly bytes: Buffer;
  /** How much of the file itself was read up to its end */
  readonly read: number;
}

/** What a file, or what is in the gzip, holds from an offset on. Throws a Problem for a gzip that is broken or cut off. */
export async function* blocksOf(file: InputFile, offset: number): AsyncGenerator<Block> {
  if (file.gzip) yield* unzippedBlocks(file, offset);
  else yield* plainBlocks(file, offset);
}

const SIZE = 1024 * 1024;

async function* plainBlocks(file: InputFile, offset: number): AsyncGenerator<Block> {
  let read = offset;
  for await (const bytes of createReadStream(file.path, { start: offset, highWaterMark: SIZE })) {
    read += bytes.length;
    yield { bytes, read };
  }
}

async function* unzippedBlocks(file: InputFile, offset: number): AsyncGenerator<Block> {
  const raw = createReadStream(file.path, { highWaterMark: SIZE });
  const unzipped = raw.pipe(createGunzip({ chunkSize: SIZE }));
  raw.once('error', (error) => unzipped.destroy(error));
  let passed = 0;
  try {
    for await (const bytes of unzipped as AsyncIterable<Buffer>) {
      passed += bytes.length;
      const wanted = Math.min(bytes.length, passed - offset);
      if (wanted > 0) yield { bytes: bytes.subarray(bytes.length - wanted), read: raw.bytesRead };
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new Problem(`The file ${file.name} is a gzip that is broken or cut off. Export or copy it again.`);
  } finally {
    raw.destroy();
    unzipped.destroy();
  }
}
