import { gzipSync } from 'node:zlib';

/** A file in an archive: its path within it, with slashes, and its bytes. */
export type ArchiveFile = { path: string; bytes: Buffer };

const block = 512;
const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;

/** POSIX ustar header of a regular file: mode 644, owner 0, and the epoch as its time. */
function header({ path, bytes }: ArchiveFile): Buffer {
  const name = Buffer.from(path);
  if (name.length > 100) throw new Error(`The path is too long for the archive (100 bytes): ${path}`);
  const head = Buffer.alloc(block);
  name.copy(head, 0);
  head.write(octal(0o644, 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  head.write(octal(bytes.length, 12), 124);
  head.write(octal(0, 12), 136);
  head.write(' '.repeat(8), 148);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  const checksum = head.reduce((sum, byte) => sum + byte, 0);
  head.write(`${octal(checksum, 7)} `, 148);
  return head;
}

/**
 * A .tgz that depends on nothing but the files and their order: no times, no owners, and a gzip header without time or system.
 * The same version of Node.js gives the same bytes.
 */
export function tgz(files: ArchiveFile[]): Buffer {
  const blocks = files.flatMap((file) => {
    const padding = Buffer.alloc((block - (file.bytes.length % block)) % block);
    return [header(file), file.bytes, padding];
  });
  const zipped = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * block)]), { level: 9 });
  zipped.writeUInt32LE(0, 4);
  zipped[9] = 255;
  return zipped;
}
