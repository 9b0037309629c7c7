import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Chunk, chunksOf } from './chunks';
import { exportOf } from './export-for-tests';
import { findInput } from './input-files';

const line = fc.string({ minLength: 0, maxLength: 12, unit: fc.constantFrom('a', 'ë', ' ') });
const ending = fc.constantFrom('\n', '\r\n', '\r');
const content = fc
  .tuple(fc.array(fc.tuple(line, ending)), line)
  .map(([lines, last]) => `${lines.map(([text, end]) => text + end).join('')}${last}`);

async function all(chunks: AsyncGenerator<Chunk>): Promise<Chunk[]> {
  const found: Chunk[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return found;
}

test('chunks hold all of every file, in order, and go on from every cut in the same way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(content, fc.boolean()), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
      async (contents, size) => {
        const { from } = exportOf(
          Object.fromEntries(contents.map(([text, zip], number) => [`${number}.ndjson`, zip ? gzipSync(text) : text])),
        );
        const files = await findInput(from);
        const chunks = await all(chunksOf(files, { file: 0, offset: 0 }, size));
        const held = contents.map(() => '');
        for (const { pieces } of chunks) {
          for (const piece of pieces) held[piece.file] += Buffer.from(piece.bytes).toString();
        }
        expect(held).toEqual(contents.map(([text]) => text));
        for (const [number, chunk] of chunks.entries()) {
          const later = await all(chunksOf(files, chunk.from, size));
          expect(later.map(({ read: _, ...rest }) => rest)).toEqual(
            chunks.slice(number).map(({ read: _, ...rest }) => rest),
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a chunk is larger than asked for only when it is one line', async () => {
  const { from } = exportOf({ 'a.ndjson': `${'x'.repeat(50)}\nab\ncd\n`, 'b.ndjson': 'ef\ngh\n' });
  const chunks = await all(chunksOf(await findInput(from), { file: 0, offset: 0 }, 10));
  const told = chunks.map(({ pieces }) => pieces.map(({ bytes }) => Buffer.from(bytes).toString()));
  expect(told).toEqual([[`${'x'.repeat(50)}\n`], ['ab\ncd\n', 'ef\n'], ['gh\n']]);
});

test('a line of more than 64 MB stops the run', async () => {
  const { from } = exportOf({ 'a.ndjson.gz': gzipSync(Buffer.alloc(70 * 1024 * 1024, 'x')) });
  await expect(all(chunksOf(await findInput(from), { file: 0, offset: 0 }, 1024))).rejects.toThrow(
    'The file a.ndjson.gz has a line of more than 64 MB.',
  );
});
