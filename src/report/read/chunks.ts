import { blocksOf } from './blocks';
import type { InputFile } from './input-files';
import { asText, cutWithin, withoutMark } from './lines';
import { Problem } from './problem';

/** A place in the input: the file's number in the list, and how many of its bytes (of what is in the gzip) lie before it. */
export interface Place {
  readonly file: number;
  readonly offset: number;
}

/** Whole lines of one file, as text in UTF-8 */
interface Piece extends Place {
  readonly bytes: Uint8Array;
}

/** As much of the input as is worked on at once: whole lines, of one file or of several small ones. */
export interface Chunk {
  readonly from: Place;
  readonly to: Place;
  readonly pieces: readonly Piece[];
  /** Bytes of the input up to its end, as they lie there */
  readonly read: number;
}

const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Cuts the input from a place on into chunks of at most `size` bytes, or of one line. The same input is always cut at the same places,
 * wherever one begins among them. Throws a Problem for a broken gzip and for a line of more than 64 MB.
 */
export async function* chunksOf(files: readonly InputFile[], from: Place, size: number): AsyncGenerator<Chunk> {
  let pieces: Piece[] = [];
  let gathered = 0;
  let start = from;
  let before = files.slice(0, from.file).reduce((sum, file) => sum + file.bytes, 0);
  const chunk = (to: Place, read: number): Chunk => {
    const done = { from: start, to, pieces, read };
    [pieces, gathered, start] = [[], 0, to];
    return done;
  };

  for (let number = from.file; number < files.length; number++) {
    const file = files[number] as InputFile;
    let offset = number === from.file ? from.offset : 0;
    const take = (bytes: Buffer) => {
      if (bytes.length > 0) {
        pieces.push({ file: number, offset, bytes: asText(offset === 0 ? withoutMark(bytes) : bytes) });
      }
      offset += bytes.length;
      gathered += bytes.length;
    };
    let waiting: Buffer[] = [];
    let length = 0;
    for await (const { bytes, read } of blocksOf(file, offset)) {
      waiting.push(bytes);
      length += bytes.length;
      if (gathered + length <= size) continue;
      let rest = Buffer.concat(waiting);
      while (gathered + rest.length > size) {
        const cut = cutWithin(rest, size - gathered, pieces.length > 0);
        if (cut === undefined) break;
        take(rest.subarray(0, cut));
        rest = rest.subarray(cut);
        yield chunk({ file: number, offset }, before + read);
      }
      if (rest.length > LONGEST_LINE) throw new Problem(`The file ${file.name} has a line of more than 64 MB.`);
      waiting = [rest];
      length = rest.length;
    }
    take(Buffer.concat(waiting));
    before += file.bytes;
  }
  if (pieces.length > 0) yield chunk({ file: files.length, offset: 0 }, before);
}
