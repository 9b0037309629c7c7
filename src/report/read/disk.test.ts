import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesIn, entryLines, exportOf, reading } from './export-for-tests';
import { checkRoom } from './free-disk';
import { openStore } from './store';

const fileOf = (bytes: number, gzip = false) => ({ path: '', name: '', bytes, gzip, fingerprint: '' });

test('a disk without room for what is still to be read stops the run before it begins, and says how much is missing', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(50) });
  await expect(reading(folders, { free: async () => 1_000_000 })).rejects.toThrow(
    /The disk of the work folder is too full: about \d+ MB are needed, 1 MB are free, \d+ MB are missing\./,
  );
  expect(existsSync(join(folders.work, 'parts'))).toBe(false);
  await reading(folders);
  await reading(folders, { free: async () => 0 });
  expect(await entriesIn(folders.work)).toMatchObject({ entries: 50 });
});

test('room is counted for what is not yet read, and more for a gzip', () => {
  const [file, zipped] = [fileOf(10e9), fileOf(10e9, true)];
  expect(() => checkRoom([file], 0, 1.9e9)).toThrow('missing');
  expect(() => checkRoom([file], 0, 2.2e9)).not.toThrow();
  expect(() => checkRoom([file], 8e9, 0.5e9)).not.toThrow();
  expect(() => checkRoom([zipped], 0, 2.2e9)).toThrow('27.8 GB are missing');
});

test('a disk that fills while a part is written stops the run with a sentence, and leaves no part of it', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(3000) });
  const modules = ['arguments', 'run-report'].map((name) => join(import.meta.dirname, `${name}.ts`));
  expect(modules.every((file) => existsSync(file))).toBe(true);
  // The shell lets no file grow beyond 32 KB: writing more is refused as on a full disk.
  const out = join(folders.work, '../out');
  const command = `trap '' XFSZ; ulimit -f 64; exec "$0" src/run-ts.mjs src/report/report.ts --from "$1" --out "$2" --work "$3"`;
  const run = spawnSync('bash', ['-c', command, process.execPath, folders.from, out, folders.work], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/The disk (is full|refuses): the .*could not be written/);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(join(folders.work, 'parts'))).toEqual([]);
  await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');
  await reading(folders);
  expect(await entriesIn(folders.work)).toEqual({ entries: 3000, different: 3000 });
});
