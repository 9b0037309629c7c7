import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesUnder, emptyFolder, entriesIn, entryLines, exportOf, filesUnder, reading } from './export-for-tests';
import { openStore } from './store';
import { openWorkFolder } from './work-folder';

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('only its owner may look into it, also when it was open to all', async () => {
  const made = join(emptyFolder(), 'deep/work');
  await (await openWorkFolder(made)).close();
  expect(modeOf(made)).toBe(0o700);
  expect(modeOf(join(made, 'secret'))).toBe(0o600);
  expect(modeOf(join(made, '..'))).toBe(0o777 & ~process.umask());

  const open = emptyFolder();
  chmodSync(open, 0o777);
  await (await openWorkFolder(open)).close();
  expect(modeOf(open)).toBe(0o700);
});

test('a folder with other things is left as it is', async () => {
  const folder = emptyFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'parts'));
  writeFileSync(join(folder, 'parts/thesis.txt'), 'mine');
  await expect(openWorkFolder(folder)).rejects.toThrow('The work folder holds other things.');
  expect(filesUnder(folder)).toEqual(['parts/thesis.txt']);
  expect(modeOf(folder)).toBe(0o755);
});

test('two runs do not use it at once; a lock of a process that is gone does not count', async () => {
  const folder = emptyFolder();
  const first = await openWorkFolder(folder);
  await expect(openWorkFolder(folder)).rejects.toThrow('Another run is using this work folder.');
  await first.close();
  writeFileSync(join(folder, 'lock'), '4194999');
  await (await openWorkFolder(folder)).close();
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('a lock with the number of this very process, which does not hold it, does not count', async () => {
  const folder = emptyFolder();
  await (await openWorkFolder(folder)).close();
  writeFileSync(join(folder, 'lock'), String(process.pid));
  await (await openWorkFolder(folder)).close();
});

test('of several that begin at once one gets the folder, and its secret stays', async () => {
  const folder = join(emptyFolder(), 'work');
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => openWorkFolder(folder)));
  const got = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(got).toHaveLength(1);
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(got[0]?.secret);
  for (const one of all) if (one.status === 'rejected') expect(String(one.reason)).toContain('Another run is using');
  await got[0]?.close();
  expect(filesUnder(folder)).toEqual(['secret']);
});

test('keeps its secret, which stands in no other file', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(5) });
  await reading(folders);
  const secret = readFileSync(join(folders.work, 'secret'), 'utf8');
  expect(secret).toMatch(/^[\w-]{24}$/);
  const again = await openWorkFolder(folders.work);
  expect(again.secret).toBe(secret);
  await again.close();
  const others = filesUnder(folders.work).filter((name) => name !== 'secret');
  for (const name of others) expect(bytesUnder(folders.work, name).includes(secret)).toBe(false);
});

test('a damaged part is told', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(5) });
  await reading(folders);
  expect(await entriesIn(folders.work)).toMatchObject({ entries: 5 });
  writeFileSync(join(folders.work, 'parts/000000/entries.parquet'), 'PAR1');
  await expect(openStore(folders.work)).rejects.toThrow('A file in the work folder is damaged.');
});
