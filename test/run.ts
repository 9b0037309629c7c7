import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validatorMissing } from './validator/validate-folder';

interface Part {
  readonly name: string;
  /** Arguments of node. Parts run one after the other: they share two cores, a JVM and a browser. */
  readonly command: readonly string[];
  readonly vitest: boolean;
  /** Why the part cannot run here; undefined when it can. */
  readonly missing?: string | undefined;
}

const bin = (path: string) => join('node_modules', path);
const tool = (name: string, ...command: string[]): Part => ({ name, command, vitest: false });
const suite = (name: string): Part => ({
  name,
  command: [bin('vitest/vitest.mjs'), 'run', '--project', name, '--reporter=dot', '--reporter=json'],
  vitest: true,
});

const validation = (name: string, ...args: string[]): Part => ({
  ...tool(name, 'src/run-ts.mjs', 'test/validator/validate.ts', ...args),
  missing: validatorMissing(),
});

/** The report's packages are not the app's, and are installed apart. */
const reportMissing = existsSync('src/report/node_modules') ? undefined : 'skipped: npm ci --prefix src/report';

const PARTS: readonly Part[] = [
  tool('types', bin('typescript/bin/tsc'), '-p', '.'),
  { ...tool('report types', bin('typescript/bin/tsc'), '-p', 'src/report'), missing: reportMissing },
  tool('lint', bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '--colors=off'),
  tool('dead code', bin('knip/bin/knip.js')),
  suite('unit'),
  { ...suite('report'), missing: reportMissing },
  suite('contract'),
  suite('faults'),
  suite('validator'),
  validation('resources'),
  validation('stand-ins', '--stand-ins'),
  suite('hapi'),
  suite('e2e'),
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function run(command: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { stdio: 'inherit' });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

async function runPart(part: Part, folder: string): Promise<Outcome> {
  console.log(`\n== ${part.name}`);
  if (part.missing) {
    console.log(part.missing);
    return { name: part.name, ok: true, seconds: 0, passed: 0, failed: 0, skipped: [part.name] };
  }
  const start = performance.now();
  const report = join(folder, `${part.name}.json`);
  const ok = await run(part.vitest ? [...part.command, `--outputFile.json=${report}`] : part.command);
  const seconds = (performance.now() - start) / 1000;
  if (!part.vitest) return { name: part.name, ok, seconds, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] };
  const tests = readReport(report);
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map((test) => test.fullName);
  // A file that cannot be loaded, or a suite without tests, fails the run without a failed test.
  const failed = count('failed') + (ok ? 0 : Number(count('failed') === 0));
  return { name: part.name, ok: ok && tests.length > 0, seconds, passed: count('passed'), failed, skipped };
}

function readReport(file: string): { status: string; fullName: string }[] {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    return report.testResults.flatMap(({ assertionResults }) => [...assertionResults]);
  } catch {
    return [];
  }
}

/**
 * Runs every test there is, part by part, and prints how long each took and what was skipped. With names of parts as
 * arguments only those run. With CI=true a skipped test is a failure.
 */
export async function main(args: string[]): Promise<void> {
  const chosen = args.length > 0 ? PARTS.filter(({ name }) => args.includes(name)) : PARTS;
  const folder = mkdtempSync(join(tmpdir(), 'kindreflex-tests-'));
  const outcomes: Outcome[] = [];
  try {
    for (const part of chosen) outcomes.push(await runPart(part, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log('\npart          passed failed skipped  seconds');
  for (const { name, passed, failed, skipped, seconds } of outcomes)
    console.log(
      `${name.padEnd(12)}  ${String(passed).padStart(6)} ${String(failed).padStart(6)} ${String(skipped.length).padStart(7)}  ${seconds.toFixed(1).padStart(7)}`,
    );
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  for (const name of skipped) console.log(`skipped: ${name}`);
  const strict = process.env.CI === 'true' && skipped.length > 0;
  if (strict) console.log('With CI=true nothing may be skipped.');
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  console.log(`${sum((one) => one.passed)} passed, ${sum((one) => one.failed)} failed, ${skipped.length} skipped`);
  if (strict || outcomes.length === 0 || outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
}
