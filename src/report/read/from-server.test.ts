import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EXPORT, LET_GO, letGo, STATUS, startBulkServer, started } from '../bulk/bulk-server-for-tests';
import type { Asked } from './arguments';
import { emptyFolder, entriesIn, entryLine, filesUnder } from './export-for-tests';
import { runReport } from './run-report';

const FILE = 'GET /fhir/file';
const other = entryLine('other', { questionnaire: 'https://example.org/Questionnaire/intake' });
const manifest = {
  requiresAccessToken: false,
  output: [{ type: 'QuestionnaireResponse', url: 'BASE/file' }],
  error: [],
};

async function stage(file: string) {
  const server = await startBulkServer({
    [EXPORT]: [started],
    [STATUS]: [{ status: 200, body: manifest }],
    [LET_GO]: [letGo],
    [FILE]: [{ status: 200, headers: { 'content-type': 'application/fhir+ndjson' }, body: file }],
  });
  onTestFinished(() => server.stop());
  const folder = emptyFolder();
  const asked: Asked = {
    server: { base: server.base },
    out: join(folder, 'out'),
    work: join(folder, 'work'),
    asOf: '2026-11-25',
    decisionDays: 14,
    skipBadLines: false,
    forget: false,
  };
  const said: string[] = [];
  const progress = { read: () => undefined, say: (sentence: string) => void said.push(sentence) };
  return {
    folder,
    asked,
    run: (more: Partial<Asked> = {}) => runReport({ ...asked, ...more }, progress, new AbortController().signal),
  };
}

test('reads what a server exports, and keeps no file of it; what was left out is told from the work folder as well', async () => {
  const { asked, run } = await stage(`${entryLine('1')}\n${other}\n${entryLine('2')}\n`);
  await run();
  expect(await entriesIn(asked.work)).toEqual({ entries: 2, different: 2 });
  expect(filesUnder(asked.work).join()).not.toMatch(/download|ndjson/);
  const first = readFileSync(join(asked.out, 'figures.csv'), 'utf8');
  expect(first).toContain('other-questionnaire');
  const { server: _, ...withoutServer } = asked;
  await runReport(withoutServer, { read: () => undefined, say: () => undefined }, new AbortController().signal);
  expect(readFileSync(join(asked.out, 'figures.csv'), 'utf8')).toBe(first);
});

test('keeps the files where that is asked', async () => {
  const { asked, folder, run } = await stage(`${entryLine('1')}\n`);
  await run({ server: { base: asked.server?.base ?? '', keepDownload: join(folder, 'raw') } });
  expect(readdirSync(join(folder, 'raw'))).toHaveLength(1);
});

test('keeps no file when what came is broken', async () => {
  const { asked, run } = await stage(`${entryLine('1')}\n${entryLine('2').slice(0, 90)}\n`);
  await expect(run()).rejects.toThrow(/ndjson|export/);
  expect(existsSync(asked.out)).toBe(false);
  expect(filesUnder(asked.work).join()).not.toMatch(/download|ndjson/);
});
