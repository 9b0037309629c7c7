import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figuresOf } from '../../src/report/engine';
import { readExport } from '../../src/report/read/read-export';
import { openStore, type Store } from '../../src/report/read/store';
import { openWorkFolder } from '../../src/report/read/work-folder';
import { cellsOf } from './cells';
import { type Population, writeExport } from './generate/generate';
import type { CaseTruth } from './generate/truth';

const silent = { read: () => undefined, say: () => undefined };

/** An export of cases, read as the report reads it; gone when `use` has ended. */
export async function withExport<T>(
  all: readonly CaseTruth[],
  how: Pick<Population, 'seed' | 'files' | 'gzip'>,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kindreflex-figures-'));
  try {
    const from = join(folder, 'export');
    await writeExport(all, from, how);
    const store = await readInto(from, join(folder, 'work'));
    try {
      return await use(store);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The day as of which `cellsFrom` asks. */
export const AS_OF = '2026-11-24';

/** The figures of cases, by name of cell, as the report computes them; of one service, or of all. */
export const cellsFrom = (all: readonly CaseTruth[], service?: string): Promise<Map<string, number>> =>
  withExport(all, { seed: 1 }, async ({ connection, keyOf }) =>
    cellsOf(
      await figuresOf(connection, {
        asOf: AS_OF,
        decisionDays: 14,
        ...(service ? { service: keyOf(`Organization/${service}`) } : {}),
      }),
    ),
  );

/** Reads an export into a new work folder and opens it. */
async function readInto(from: string, path: string): Promise<Store> {
  const work = await openWorkFolder(path);
  try {
    // Small chunks, so that the versions of one resource are read apart
    const chunkBytes = 400_000;
    const signal = new AbortController().signal;
    await readExport({ from, work, skipBadLines: false, progress: silent, signal, chunkBytes });
  } finally {
    await work.close();
  }
  return openStore(path);
}
