import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { rowsOf } from './database';
import { type ReadOptions, readExport } from './read-export';
import { openStore } from './store';
import { openWorkFolder } from './work-folder';

const BASE = 'https://w3id.org/kindreflex';

/** A line that holds an entry of step 1, with one child */
export const entryLine = (id: string, more: object = {}): string =>
  JSON.stringify({
    resourceType: 'QuestionnaireResponse',
    id,
    meta: { versionId: '1', lastUpdated: '2026-03-01T10:00:00Z' },
    identifier: { system: `${BASE}/id`, value: `own-${id}` },
    questionnaire: `${BASE}/Questionnaire/kindreflex-1-conversation|0.1.0`,
    status: 'completed',
    subject: { reference: `Patient/of-${id}` },
    encounter: { reference: `Encounter/of-${id}` },
    authored: '2026-03-01T11:00:00+01:00',
    item: [
      { linkId: 's1.contactDate', answer: [{ valueDate: '2026-03-01' }] },
      {
        linkId: 's1.uitkomst',
        answer: [{ valueCoding: { system: `${BASE}/CodeSystem/kindreflex-answer`, code: 'held' } }],
      },
      {
        linkId: 's1.kind',
        item: [{ linkId: 's1.kind.refpersoon', answer: [{ valueReference: { reference: `RelatedPerson/of-${id}` } }] }],
      },
    ],
    ...more,
  });

/** So many different entries, one a line */
export const entryLines = (count: number): string =>
  Array.from({ length: count }, (_, number) => `${entryLine(`e${number}`)}\n`).join('');

/** An empty folder that goes when the test ends */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindreflex-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with an export: text or bytes by name of file */
export function exportOf(files: Readonly<Record<string, string | Uint8Array>>): { from: string; work: string } {
  const folder = emptyFolder();
  const from = join(folder, 'export');
  mkdirSync(from);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(from, name), content);
  return { from, work: join(folder, 'work') };
}

type Options = Partial<Omit<ReadOptions, 'from' | 'work'>>;

/** Reads an export into a work folder that is closed again; what was said on the way, in order. */
export async function reading(folders: { from: string; work: string }, options: Options = {}): Promise<string[]> {
  const said: string[] = [];
  const progress = {
    read: (done: number) => said.push(`read ${done}`),
    say: (sentence: string) => said.push(sentence),
  };
  const work = await openWorkFolder(folders.work);
  try {
    const signal = new AbortController().signal;
    await readExport({ skipBadLines: false, progress, signal, ...options, from: folders.from, work });
    return said;
  } finally {
    await work.close();
  }
}

/** The one row of a query on what a work folder holds */
export async function askStore(work: string, sql: string): Promise<Record<string, unknown>> {
  const store = await openStore(work);
  try {
    return (await rowsOf(store.connection, sql))[0] ?? {};
  } finally {
    store.close();
  }
}

/** How many entries a work folder holds, and how many different ones */
export const entriesIn = (work: string): Promise<Record<string, unknown>> =>
  askStore(work, 'SELECT count(*) AS entries, count(DISTINCT key) AS different FROM entries');

/** Every file under a folder, by path from there */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

/** What a file under a folder holds */
export const bytesUnder = (folder: string, name: string): Buffer => readFileSync(join(folder, name));
