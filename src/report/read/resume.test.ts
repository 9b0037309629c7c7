import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bytesUnder, entriesIn, entryLine, entryLines, exportOf, filesUnder, reading } from './export-for-tests';
import { openStore } from './store';

const chunkBytes = 20_000;
const partsIn = (work: string) => (existsSync(join(work, 'parts')) ? readdirSync(join(work, 'parts')).sort() : []);

/** Stops after some parts; which are there then, with the time at which each was made. */
async function interrupted(folders: { from: string; work: string }): Promise<Map<string, number>> {
  const stopped = new AbortController();
  let parts = 0;
  const progress = {
    read: () => {
      parts += 1;
      if (parts === 5) stopped.abort(new Error('stopped'));
    },
    say: () => undefined,
  };
  await expect(reading(folders, { chunkBytes, progress, signal: stopped.signal })).rejects.toThrow('stopped');
  const names = partsIn(folders.work);
  return new Map(names.map((name) => [name, statSync(join(folders.work, 'parts', name, 'part.json')).mtimeMs]));
}

test('a run that was stopped goes on from the parts that are done', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(300), 'b.ndjson': entryLine('last') });
  const before = await interrupted(folders);
  expect(before.size).toBeGreaterThanOrEqual(5);
  expect([...before.keys()].join()).not.toContain('tmp');
  await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');

  const said = await reading(folders, { chunkBytes });
  expect(said[0]).toMatch(/^Going on after \d+ parts/);
  for (const [name, made] of before)
    expect(statSync(join(folders.work, 'parts', name, 'part.json')).mtimeMs).toBe(made);
  expect(await entriesIn(folders.work)).toEqual({ entries: 301, different: 301 });
});

test('a part that is missing is made again, and no other', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(300) });
  await reading(folders, { chunkBytes });
  rmSync(join(folders.work, 'parts/000002'), { recursive: true });
  await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');
  const said = await reading(folders, { chunkBytes });
  expect(said.filter((sentence) => sentence.startsWith('read'))).toHaveLength(1);
  expect(await entriesIn(folders.work)).toEqual({ entries: 300, different: 300 });
});

test('what was read before is not read again', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(10) });
  await reading(folders);
  expect(await reading(folders)).toEqual(['This export was read before: its figures come from the work folder.']);
});

test('input that changed is read anew, as is another set of files', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(300), 'b.ndjson': `${entryLine('old')}\n` });
  await interrupted(folders);
  appendFileSync(join(folders.from, 'b.ndjson'), `${entryLine('new')}\n`);
  const said = await reading(folders, { chunkBytes });
  expect(said[0]).toMatch(/^read /);
  expect(await entriesIn(folders.work)).toEqual({ entries: 302, different: 302 });

  rmSync(join(folders.from, 'a.ndjson'));
  await reading(folders, { chunkBytes });
  expect(await entriesIn(folders.work)).toEqual({ entries: 2, different: 2 });
});

test('input that changes while it is read stops the run', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(300) });
  const progress = { read: () => appendFileSync(join(folders.from, 'a.ndjson'), '\n'), say: () => undefined };
  await expect(reading(folders, { chunkBytes, progress })).rejects.toThrow('changed while it was read');
  await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');
});

test('a process that is killed in the middle leaves nothing that is taken for a result, and the next one goes on', async () => {
  const folders = exportOf({ 'a.ndjson': entryLines(1500) });
  const program = join(folders.work, '../program.ts');
  const source = ['read-export', 'work-folder'].map((name) => JSON.stringify(join(import.meta.dirname, name)));
  writeFileSync(
    program,
    `import { readExport } from ${source[0]};
     import { openWorkFolder } from ${source[1]};
     export async function main([from, work]: string[]) {
       const progress = { read: () => console.log('part'), say: () => undefined };
       const signal = new AbortController().signal;
       await readExport({ from, work: await openWorkFolder(work), skipBadLines: false, progress, signal, chunkBytes: ${chunkBytes} });
     }`,
  );
  const child = spawn(process.execPath, ['src/run-ts.mjs', program, folders.from, folders.work]);
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await pause(50);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  const done = partsIn(folders.work).filter((name) => !name.includes('tmp')).length;
  expect(done).toBeGreaterThan(0);
  await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');
  expect(filesUnder(folders.work)).toContain('lock');

  const said = await reading(folders, { chunkBytes });
  expect(said[0]).toMatch(/^Going on after \d+ parts/);
  expect(await entriesIn(folders.work)).toEqual({ entries: 1500, different: 1500 });
  expect(partsIn(folders.work).join()).not.toContain('tmp');
  expect(bytesUnder(folders.work, 'manifest.json').toString()).toContain('"parts"');
});
