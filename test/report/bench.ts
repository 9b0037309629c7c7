import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate/generate';
import { measure, type Run } from './run-for-bench';

const SIZES = [10_000, 100_000, 1_000_000, 5_000_000];
const AS_OF = '2026-11-24';
/** Bytes of export, tables and overflow for each entry, with room to spare */
const DISK_PER_ENTRY = 3000;

const BARS = { entries: 1_000_000, seconds: 45, secondsAgain: 5, peak: 1.5e9, growth: 1.25 };

interface Result {
  readonly entries: number;
  readonly made: number;
  readonly exportBytes: number;
  readonly first: Run;
  readonly again: Run;
  readonly workBytes: number;
}

function bytesUnder(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)));
  return paths.filter((stat) => stat.isFile()).reduce((sum, { size }) => sum + size, 0);
}

/** The real program, from the export and then from what it left. Rejects with what it printed when it fails. */
async function run(folder: string, number: number, from: readonly string[]): Promise<Run> {
  const folders = ['--work', join(folder, 'work'), '--out', join(folder, `out-${number}`)];
  const one = await measure(['src/run-ts.mjs', 'src/report/report.ts', ...from, ...folders, '--as-of', AS_OF]);
  if (one.code !== 0) throw new Error(`The report failed.\n${one.printed}`);
  return one;
}

async function bench(folder: string, size: number): Promise<Result> {
  const from = join(folder, 'export');
  const start = performance.now();
  const entries = await generate({ seed: 1, entries: size, asOf: AS_OF, trouble: 0.01, files: 4 }, from);
  const made = (performance.now() - start) / 1000;
  const exportBytes = bytesUnder(from);
  const first = await run(folder, 1, ['--from', from]);
  const again = await run(folder, 2, []);
  return { entries, made, exportBytes, first, again, workBytes: bytesUnder(join(folder, 'work')) };
}

const columns = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(13)).join('');
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

function print({ entries, made, exportBytes, first, again, workBytes }: Result): void {
  const cells = [
    String(entries),
    megabytes(exportBytes),
    made.toFixed(1),
    first.seconds.toFixed(1),
    (entries / first.seconds).toFixed(0),
    megabytes(first.peak),
    again.seconds.toFixed(1),
    megabytes(again.peak),
    megabytes(workBytes),
  ];
  console.log(columns(cells));
}

/** Each bar with what was measured; false when one was not kept. */
function judge(results: readonly Result[]): boolean {
  const bars: { name: string; value: number; bar: number; unit: string }[] = [];
  const million = results.find(({ entries }) => Math.abs(entries - BARS.entries) < BARS.entries / 100);
  if (million) {
    bars.push({ name: '1 million from NDJSON', value: million.first.seconds, bar: BARS.seconds, unit: 's' });
    bars.push({ name: '1 million from Parquet', value: million.again.seconds, bar: BARS.secondsAgain, unit: 's' });
  }
  const peak = Math.max(...results.flatMap(({ first, again }) => [first.peak, again.peak]));
  bars.push({ name: 'peak memory at any size', value: peak / 1e9, bar: BARS.peak / 1e9, unit: 'GB' });
  const [small, large] = [results.find(({ entries }) => entries >= 100_000), results.at(-1)];
  if (small && large && large !== small) {
    const each = ({ entries, first }: Result) => first.seconds / entries;
    bars.push({
      name: 'time of one entry, largest / 100,000',
      value: each(large) / each(small),
      bar: BARS.growth,
      unit: '',
    });
  }
  for (const { name, value, bar, unit } of bars)
    console.log(`${value <= bar ? 'kept  ' : 'MISSED'} ${name}: ${value.toFixed(2)} ${unit} (bar ${bar} ${unit})`);
  return bars.every(({ value, bar }) => value <= bar);
}

/**
 * Makes exports of several sizes and times the real program on each. Arguments: sizes (default 10 thousand to 5 million), `--in <folder>`
 * for the data (default: the system's temporary folder), `--keep` to leave it there. Exit code 1 when a bar was not kept.
 */
export async function main(args: string[]): Promise<void> {
  const options = { keep: { type: 'boolean' }, in: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const sizes = positionals.length > 0 ? positionals.map(Number) : SIZES;
  if (!sizes.every((size) => Number.isInteger(size) && size > 0))
    throw new Error('A size is a whole number of entries.');
  const home = resolve(values.in ?? tmpdir());
  const { bavail, bsize } = statfsSync(home);
  const needed = Math.max(...sizes) * DISK_PER_ENTRY;
  if (bavail * bsize < needed) {
    console.error(
      `${megabytes(needed)} MB of disk are needed, ${megabytes(bavail * bsize)} are free. Name another place with --in.`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(
    columns([
      'entries',
      'export MB',
      'made in s',
      'NDJSON s',
      'entries/s',
      'peak MB',
      'Parquet s',
      'peak MB',
      'Parquet MB',
    ]),
  );
  const results: Result[] = [];
  for (const size of sizes.sort((a, b) => a - b)) {
    const folder = mkdtempSync(join(home, 'kindreflex-bench-'));
    try {
      const result = await bench(folder, size);
      print(result);
      results.push(result);
    } finally {
      if (values.keep) console.log(`kept: ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    }
  }
  if (!judge(results)) process.exitCode = 1;
}
