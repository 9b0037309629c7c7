import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figuresOf } from '../../src/report/engine';
import type { Figures } from '../../src/report/figures';
import { openStore } from '../../src/report/read/store';
import { VIEWS } from '../../src/report/views/views';
import { cellsOf, differences } from './cells';
import { generate } from './generate/generate';
import type { CaseTruth } from './generate/truth';
import { enrich, MARK, mark } from './marks-for-tests';
import { slowFigures } from './slow/figures';

// Each a real run of the program, as a process of its own.
const folder = mkdtempSync(join(tmpdir(), 'kindreflex-marks-'));
const plain = join(folder, 'plain');

const population = { seed: 30, entries: 400, asOf: '2026-11-24', trouble: 0.1, files: 2 };
const told: CaseTruth[] = [];
const asked = { asOf: population.asOf, decisionDays: 14 };

beforeAll(() => generate(population, plain, (one) => told.push(one)));
afterAll(() => rmSync(folder, { recursive: true }));

/** The same export with a mark in every text, and in the names of the files. `all`: of each fourth resource also what is counted. */
function markedExport(name: string, all: boolean): { from: string; marks: number } {
  const from = join(folder, name);
  mkdirSync(from);
  let marks = 0;
  for (const file of readdirSync(plain)) {
    const lines = readFileSync(join(plain, file), 'utf8').trimEnd().split('\n');
    const text = lines
      .map((line, index) => JSON.stringify(mark(enrich(JSON.parse(line)), all && index % 4 === 0)))
      .join('\n');
    marks += text.split(MARK).length - 1;
    writeFileSync(join(from, file.replace('.', `.${MARK}file.`)), `${text}\n`);
  }
  return { from, marks };
}

/** Runs the program; everything that it prints, and how it ended. */
function report(...args: string[]): Promise<{ printed: string; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['src/run-ts.mjs', 'src/report/report.ts', ...args]);
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        printed += text;
      });
    child.once('close', (code) => resolve({ printed, code }));
  });
}

const filesUnder = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());

/** The marks that a text or bytes hold, each once; also where letters were made small or large. */
const marksIn = (bytes: Buffer | string): string[] => [
  ...new Set(bytes.toString('latin1').match(new RegExp(`${MARK}[A-Za-z]*`, 'gi'))),
];

/** The marks in a folder's files, in their bytes and their paths. */
const marksUnder = (root: string): string[] =>
  filesUnder(root).flatMap((path) => [...marksIn(path.slice(root.length)), ...marksIn(readFileSync(path))]);

/** What the compressed tables of a work folder hold, as text; and the figures from them. */
async function contentOf(work: string, service: string): Promise<{ tables: string; figures: Figures }> {
  const store = await openStore(work);
  try {
    const figures = await figuresOf(store.connection, { ...asked, service: store.keyOf(service) });
    const tables = VIEWS.map(async ({ name }) =>
      JSON.stringify((await store.connection.runAndReadAll(`SELECT * FROM ${name}`)).getRowObjectsJson()),
    );
    return { tables: (await Promise.all(tables)).join('\n'), figures };
  } finally {
    store.close();
  }
}

test('no name, identifier, text or author reaches the report, what is printed, or the work folder', async () => {
  const { from, marks } = markedExport('every-text', false);
  const [out, work] = [join(folder, 'out'), join(folder, 'work')];
  const service = `Organization/psychiatry${MARK}id`;
  const folders = ['--from', from, '--out', out, '--work', work];
  const { printed, code } = await report(...folders, '--as-of', asked.asOf, '--service', service);
  expect({ printed, code }).toMatchObject({ code: 0 });
  expect(marksIn(printed)).toEqual([]);
  expect(marksUnder(out)).toEqual([]);
  expect(marksUnder(work)).toEqual([]);
  const { tables, figures } = await contentOf(work, service);
  expect(marksIn(tables)).toEqual([]);
  // All of it was read, and the search does find what is there: otherwise nothing could leak.
  expect(differences(cellsOf(figures), cellsOf(slowFigures(told, { ...asked, service: 'psychiatry' })))).toEqual([]);
  expect(marksUnder(from).length).toBeGreaterThan(100);
  expect(filesUnder(out).length).toBeGreaterThan(8);
  const searched = [...filesUnder(out), ...filesUnder(work)];
  const bytes = searched.reduce((sum, path) => sum + statSync(path).size, tables.length);
  console.log(
    `${marks} marks planted, none found in ${searched.length} files (${bytes} bytes with the tables unpacked)`,
  );
});

test('codes, dates, statuses and versions that are none reach no report either', async () => {
  const { from } = markedExport('codes-too', true);
  const out = join(folder, 'out-codes');
  const { printed, code } = await report('--from', from, '--out', out, '--as-of', asked.asOf);
  expect({ printed, code }).toMatchObject({ code: 0 });
  expect(marksIn(printed)).toEqual([]);
  expect(marksUnder(out)).toEqual([]);
});

test('a broken line is told by file and line, not by what is in it, and leaves no report', async () => {
  const { from } = markedExport('broken', false);
  const file = filesUnder(from).find((path) => path.includes('QuestionnaireResponse')) ?? '';
  const lines = readFileSync(file, 'utf8').split('\n').length;
  appendFileSync(file, `{"resourceType":"QuestionnaireResponse","id":"${MARK}id","status":"${MARK}sta`);
  const out = join(folder, 'out-broken');
  const { printed, code } = await report('--from', from, '--out', out);
  expect(code).toBe(1);
  expect(printed).toMatch(new RegExp(`\\bline\\W+${lines}\\b`));
  expect(marksIn(printed.replaceAll(`${MARK}file`, ''))).toEqual([]);
  expect(existsSync(out)).toBe(false);
});
