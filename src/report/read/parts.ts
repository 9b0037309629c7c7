import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeftOut } from '../figures';
import { VIEWS } from '../views/views';
import type { Place } from './chunks';
import { keyedSql } from './key';
import { Problem } from './problem';
import { flush, saveWhole, textOf } from './whole-file';

/** What is kept of a chunk that is done; its Parquet files lie beside it, `<view>.parquet`. */
export interface Part {
  readonly from: Place;
  readonly to: Place;
  /** Bytes of the input up to its end */
  readonly read: number;
  readonly lines: number;
  /** Lines that are no resource with a type and an id */
  readonly bad: number;
  readonly otherType: number;
  readonly otherQuestionnaire: number;
  /** The views that have a file */
  readonly views: readonly string[];
  readonly firstBad?: BadLine;
}

/** A place, and the number of the bad line from there on, from 1 */
export interface BadLine extends Place {
  readonly line: number;
  /** It is the last of its file and has no end. */
  readonly cutOff: boolean;
}

interface Manifest {
  /** Parts that other views made are of no use. */
  readonly format: string;
  /** Nor are parts of other input. */
  readonly input: string;
  /** How many parts there are, once all is read */
  readonly parts?: number;
  /** What was left out before the files were there */
  readonly leftOut?: readonly LeftOut[];
}

const MADE_BY = VIEWS.map((view) => [view.columns, keyedSql(view, '')]);
const FORMAT = `2 ${createHash('sha256').update(JSON.stringify(MADE_BY)).digest('hex')}`;

/** The folder of a part in a work folder */
export const partFolder = (work: string, number: number): string =>
  join(work, 'parts', String(number).padStart(6, '0'));

/** How many parts a work folder holds when all of this input was read; undefined otherwise. Parts of other input are thrown away. */
export async function beginParts(work: string, input: string): Promise<number | undefined> {
  const manifest = await manifestOf(work);
  if (manifest?.format === FORMAT && manifest.input === input) return manifest.parts;
  await rm(join(work, 'parts'), { recursive: true, force: true });
  await saveManifest(work, { format: FORMAT, input });
  return undefined;
}

/** Says that the parts up to this number are all there is of this input; others are thrown away. */
export async function finishParts(
  work: string,
  input: string,
  parts: number,
  leftOut: readonly LeftOut[],
): Promise<void> {
  for (const number of (await doneParts(work)).keys()) {
    if (number >= parts) await rm(partFolder(work, number), { recursive: true });
  }
  await saveManifest(work, { format: FORMAT, input, parts, leftOut });
}

/** The parts that are done, by number */
export async function doneParts(work: string): Promise<Map<number, Part>> {
  const done = new Map<number, Part>();
  for (const name of await readdir(join(work, 'parts')).catch(() => [])) {
    const text = /^\d{6,}$/.test(name) ? await textOf(join(work, 'parts', name, 'part.json')) : undefined;
    if (text !== undefined) done.set(Number(name), JSON.parse(text) as Part);
  }
  return done;
}

/**
 * All parts of a work folder in which everything is read, in order, and what was left out before. Throws a Problem when something is
 * missing.
 */
export async function allParts(work: string): Promise<{ parts: Part[]; leftOut: readonly LeftOut[] }> {
  const manifest = await manifestOf(work);
  const done = await doneParts(work);
  const parts = Array.from({ length: manifest?.parts ?? 0 }, (_, number) => done.get(number)).filter((part) => !!part);
  if (manifest?.format !== FORMAT || parts.length !== manifest.parts) {
    throw new Problem('The work folder does not hold a whole export, or another version of this program made it.');
  }
  return { parts, leftOut: manifest.leftOut ?? [] };
}

/** Has a part made in a folder of its own, which gets its name when all of it is on the disk; of one that fails nothing stays. */
export async function makePart(work: string, number: number, make: (folder: string) => Promise<Part>): Promise<Part> {
  const done = partFolder(work, number);
  const making = `${done}.tmp`;
  for (const old of [making, done]) await rm(old, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  try {
    const part = await make(making);
    for (const view of part.views) await flush(join(making, `${view}.parquet`));
    await saveWhole(join(making, 'part.json'), JSON.stringify(part));
    await rename(making, done);
    return part;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function manifestOf(work: string): Promise<Manifest | undefined> {
  const text = await textOf(join(work, 'manifest.json'));
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
}

const saveManifest = (work: string, manifest: Manifest): Promise<void> =>
  saveWhole(join(work, 'manifest.json'), JSON.stringify(manifest));
