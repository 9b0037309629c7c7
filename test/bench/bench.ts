import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildApp } from '../e2e/build-app';
import { type BenchStage, startBenchStage } from './bench-stage';
import { bytes } from './bytes';
import { demoEhr } from './demo-ehr';
import { firstField } from './first-field';
import { growth } from './growth';
import { profile } from './profile';
import { requests } from './requests';
import { type Row, tableOf } from './table';
import { typing } from './typing';

type Part = (stage: BenchStage, runs: number) => Promise<Row[]>;

const PARTS: Readonly<Record<string, Part>> = {
  bytes,
  requests,
  field: firstField,
  typing,
  growth,
  ehr: demoEhr,
};

/**
 * Measures every bar and prints one table. Usage: npm run bench [-- [--runs <number>] [<part> ...]], with the parts bytes, requests,
 * field, typing, growth, ehr. A missed bar is no failure; what could not be measured is. With --profile no table, but where the time goes.
 */
export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' }, profile: { type: 'boolean' } },
  });
  const runs = Number(values.runs);
  const unknown = positionals.filter((name) => !(name in PARTS));
  if (!(runs >= 1) || unknown.length > 0)
    throw new Error(`Usage: bench [--runs <number>] [${Object.keys(PARTS).join('] [')}]`);
  if (values.profile) return profile();
  const dist = await buildApp();
  const rows: Row[] = [];
  const failed: string[] = [];
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      console.log(`== ${name}`);
      const stage = await startBenchStage(dist);
      try {
        rows.push(...(await part(stage, runs)));
      } catch (error) {
        failed.push(`${name}: ${error}`);
      } finally {
        await stage.stop();
      }
    }
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
  console.log(`\nMedians of ${runs} with the smallest and the largest, on this machine, now:\n\n${tableOf(rows)}`);
  for (const each of failed) console.log(`not measured: ${each}`);
  if (failed.length > 0) process.exitCode = 1;
}
