import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryLine, entryLines, exportOf } from './read/export-for-tests';

const command = (...args: string[]) => ['src/run-ts.mjs', 'src/report/report.ts', ...args];
const run = (...args: string[]) => spawnSync(process.execPath, command(...args), { encoding: 'utf8' });

test('reads an export and writes the report; a second run needs only the work folder', () => {
  const { from, work } = exportOf({ 'QuestionnaireResponse.ndjson': entryLines(20) });
  const out = join(work, '../out');
  const first = run('--from', from, '--out', out, '--as-of', '2026-11-25');
  expect(first.stderr).toContain('100 % of 1 MB read\n');
  expect(first.stdout).toContain(`The report is in ${out}\n`);
  expect(first.stdout).toContain(`stays in ${out}.work`);
  expect(first.status).toBe(0);
  expect(readdirSync(out)).toContain('figures.csv');

  const again = join(work, '../again');
  const second = run('--work', `${out}.work`, '--out', again, '--as-of', '2026-11-25', '--forget');
  expect(second.stdout).toContain('The work folder is removed.');
  expect(existsSync(`${out}.work`)).toBe(false);
  for (const name of readdirSync(out))
    expect(readFileSync(join(again, name), 'utf8')).toBe(readFileSync(join(out, name), 'utf8'));
});

test('an empty export makes a report that says so', () => {
  const { from, work } = exportOf({ 'QuestionnaireResponse.ndjson': '' });
  const { status, stderr } = run('--from', from, '--out', join(work, '../out'));
  expect(stderr).toContain('The export is empty. A report is made all the same');
  expect(status).toBe(0);
});

test('a service that no encounter names, and a broken line, stop it before anything is written', () => {
  const broken = exportOf({ 'a.ndjson': `${entryLine('1')}\n${entryLine('2').slice(9)}\n` });
  const stopped = run('--from', broken.from, '--out', join(broken.work, '../out'));
  expect(stopped.stderr).toContain('The file a.ndjson is broken in line 2: ');
  expect(stopped.stderr).not.toContain(broken.from);
  expect(stopped.status).toBe(1);
  expect(readdirSync(join(broken.work, '..')).sort()).toEqual(['export', 'out.work']);

  const { from, work } = exportOf({ 'a.ndjson': entryLine('1') });
  const unknown = run('--from', from, '--out', join(work, '../out'), '--service', 'Organization/none');
  expect(unknown.stderr).toContain('No encounter in the export is of the service given with --service.');
  expect(unknown.status).toBe(1);
  expect(existsSync(join(work, '../out'))).toBe(false);
});

test('a folder that holds other things is refused before the work, and arguments that are wrong come with the usage', () => {
  const { from, work } = exportOf({ 'a.ndjson': entryLine('1') });
  const refused = run('--from', from, '--out', join(from, '..'), '--work', work);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('--out');
  expect(existsSync(work)).toBe(false);

  const wrong = run('--frm', from);
  expect(wrong.stderr).toContain('There is no option --frm.\n\nnpm run report -- --from <folder> --out <folder>');
  expect(wrong.status).toBe(1);
  expect(run('--from', join(from, 'none'), '--out', join(work, '../out')).stderr).toContain('is not there');
});

test('stops cleanly by hand, and goes on afterwards', async () => {
  const { from, work } = exportOf({ 'a.ndjson': entryLines(60_000) });
  const out = join(work, '../out');
  const child = spawn(process.execPath, command('--from', from, '--out', out, '--work', work));
  let told = '';
  child.stderr.on('data', (data) => {
    told += data;
  });
  const ended = once(child, 'exit');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(told).toContain('Stopped. No report was written; the same command goes on from here.');
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(work).sort()).toEqual(['manifest.json', 'parts', 'secret']);
  expect(readdirSync(join(work, 'parts')).join()).not.toContain('tmp');
  const again = run('--from', from, '--out', out, '--work', work);
  expect(again.stderr).toContain('Going on after ');
  expect(again.status).toBe(0);
});
