import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { clientLine, encounterLine, entryLine, personLine } from './lines';
import { Random } from './random';
import { tell } from './story';
import { spoil } from './trouble';
import type { CaseTruth } from './truth';

export interface Population {
  readonly seed: number;
  /** At least so many QuestionnaireResponses, up to the end of the last client's story */
  readonly entries: number;
  /** YYYY-MM-DD: the stories end a little after it */
  readonly asOf: string;
  /** How probable each mistake is for each resource, 0 to 1 */
  readonly trouble: number;
  readonly gzip?: boolean;
  /** Files of QuestionnaireResponses; versions of one resource end up in different ones */
  readonly files?: number;
}

/** Every case of a population, one at a time; the same for the same population. */
export function* cases({ seed, entries, asOf, trouble }: Population): Generator<CaseTruth> {
  for (let made = 0, number = 0; made < entries; number += 1) {
    const random = new Random(seed, number);
    const told = spoil(tell(`c${number}`, asOf, random), trouble, random);
    made += told.entries.length;
    yield told;
  }
}

const FULL = 1 << 20;

/** Lines to one file. Whoever writes waits while the disk is behind, so that memory stays small at any size. */
class LineFile {
  private buffer: string[] = [];
  private length = 0;
  private readonly target: Writable;
  private readonly file: Writable;

  constructor(path: string, gzip: boolean) {
    this.file = createWriteStream(gzip ? `${path}.gz` : path);
    this.target = gzip ? createGzip({ level: 1 }) : this.file;
    if (gzip) this.target.pipe(this.file);
  }

  /** A promise only when there is something to wait for. */
  write(line: string): Promise<void> | undefined {
    this.buffer.push(line);
    this.length += line.length;
    return this.length < FULL ? undefined : this.flush();
  }

  private async flush(): Promise<void> {
    const text = `${this.buffer.join('\n')}\n`;
    this.buffer = [];
    this.length = 0;
    if (!this.target.write(text)) await once(this.target, 'drain');
  }

  async end(): Promise<void> {
    if (this.buffer.length > 0) await this.flush();
    this.target.end();
    await finished(this.file);
  }
}

/**
 * Writes cases into a folder as a Bulk Data export does, several files per type. Rejects with the error of the file system, such as a
 * full disk.
 */
export async function writeExport(
  all: Iterable<CaseTruth>,
  folder: string,
  { seed, files = 3, gzip = false }: Pick<Population, 'seed' | 'files' | 'gzip'>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const open = (type: string, count: number) =>
    Array.from({ length: count }, (_, index) => new LineFile(join(folder, `${type}.${index + 1}.ndjson`), gzip));
  const targets = {
    entry: open('QuestionnaireResponse', files),
    client: open('Patient', 2),
    person: open('RelatedPerson', 2),
    encounter: open('Encounter', 2),
  };
  const text = new Random(seed, -1);
  let lines = 0;
  const put = async (to: readonly LineFile[], list: readonly string[]) => {
    for (const line of list) {
      lines += 1;
      const full = to[lines % to.length]?.write(line);
      if (full) await full;
    }
  };
  for (const one of all) {
    await put(
      targets.client,
      one.clients.map((client) => clientLine(client, text)),
    );
    await put(
      targets.person,
      one.persons.map((person) => personLine(person, text)),
    );
    await put(targets.encounter, one.encounters.map(encounterLine));
    await put(
      targets.entry,
      one.entries.map((entry) => entryLine(entry, text)),
    );
  }
  for (const file of Object.values(targets).flat()) await file.end();
}

/** Writes a population into a folder. `told` gets each case as it was meant. Returns how many entries there are. */
export async function generate(
  population: Population,
  folder: string,
  told: (one: CaseTruth) => void = () => undefined,
): Promise<number> {
  let entries = 0;
  function* counted(): Generator<CaseTruth> {
    for (const one of cases(population)) {
      told(one);
      entries += one.entries.length;
      yield one;
    }
  }
  await writeExport(counted(), folder, population);
  return entries;
}
