import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportOf } from './export-for-tests';
import { findInput } from './input-files';

const text = 'x'.repeat(300_000);
const withAt = (at: number) => `${text.slice(0, at)}y${text.slice(at + 1)}`;

async function fingerprintOf(from: string, content: string, time: number): Promise<string | undefined> {
  writeFileSync(join(from, 'a.ndjson'), content);
  utimesSync(join(from, 'a.ndjson'), time, time);
  return (await findInput(from))[0]?.fingerprint;
}

test('a fingerprint changes with the date, the size, the beginning and the end of a file, and with nothing else', async () => {
  const { from } = exportOf({});
  const first = await fingerprintOf(from, text, 1000);
  expect(await fingerprintOf(from, text, 1000)).toBe(first);
  expect(await fingerprintOf(from, withAt(150_000), 1001)).not.toBe(first);
  expect(await fingerprintOf(from, `${text}x`, 1000)).not.toBe(first);
  expect(await fingerprintOf(from, withAt(0), 1000)).not.toBe(first);
  expect(await fingerprintOf(from, withAt(299_999), 1000)).not.toBe(first);
});

test('a file in the place of the folder is told', async () => {
  const { from } = exportOf({ 'a.ndjson': 'x' });
  await expect(findInput(join(from, 'a.ndjson'))).rejects.toThrow('What is given with --from is a file.');
});

test('files come by name, with what they are', async () => {
  const { from } = exportOf({ 'b.ndjson': 'x', 'a.ndjson.gz': Buffer.from([0x1f, 0x8b, 8]), 'c.json': 'x' });
  const files = await findInput(from);
  expect(files.map(({ name, bytes, gzip }) => ({ name, bytes, gzip }))).toEqual([
    { name: 'a.ndjson.gz', bytes: 3, gzip: true },
    { name: 'b.ndjson', bytes: 1, gzip: false },
  ]);
});
