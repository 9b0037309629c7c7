import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { type BenchStage, startBenchStage } from './bench-stage';
import { slowProcessor } from './throttle';
import { lastName, openTwentyChildren, stepField, typeInto } from './typing';
import { timeTo, watch } from './watch';

type Profile = Awaited<ReturnType<typeof stopped>>;
const stopped = async (cdp: CDPSession) => (await cdp.send('Profiler.stop')).profile;

/** The functions in which a profile spent most time by itself, in milliseconds. */
function topOf({ nodes, samples = [], timeDeltas = [] }: Profile, count: number): string[] {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      url ? `${functionName || '(anonymous)'} ${basename(new URL(url).pathname)}:${lineNumber + 1}` : functionName,
    ]),
  );
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
  }
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, ms]) => `${ms.toFixed(1).padStart(9)} ms  ${name}`);
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  /** Microseconds of the thread's own time: what else the machine was at does not count */
  readonly tdur?: number;
}

/** What a browser does beside running scripts, and the whole of the scripts */
const WORK = [
  'v8.compileModule',
  'v8.evaluateModule',
  'FunctionCall',
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'ParseHTML',
  'MinorGC',
];

/** How long the browser was at each kind of work, in milliseconds of its own time; of all its threads, and one kind may hold another. */
function workOf(trace: Buffer): string[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  return WORK.map((name) => {
    const ms = traceEvents.reduce((sum, event) => sum + (event.name === name ? (event.tdur ?? 0) / 1_000 : 0), 0);
    return `${ms.toFixed(1).padStart(9)} ms  ${name}`;
  });
}

async function profiled(
  stage: BenchStage,
  name: string,
  act: (page: Page, cdp: CDPSession, start: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const context = await stage.fresh();
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Profiler.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
    await act(page, cdp, async () => {
      await stage.browser.startTracing(page, { categories: ['devtools.timeline', 'v8'] });
      await cdp.send('Profiler.start');
    });
    const profile = await stopped(cdp);
    const trace = await stage.browser.stopTracing();
    mkdirSync('test/out', { recursive: true });
    const file = join('test/out', `${name}.cpuprofile`);
    writeFileSync(file, JSON.stringify(profile));
    console.log(
      `\n${name} (${file}), time by itself:\n${topOf(profile, 30).join('\n')}\nby kind of work:\n${workOf(trace).join('\n')}`,
    );
  } finally {
    await context.close();
  }
}

/** Where the time goes until the first field and while typing with twenty children, at a quarter of the speed; names as in the source. */
export async function profile(): Promise<void> {
  const outDir = mkdtempSync(join(tmpdir(), 'kindreflex-profile-'));
  process.env.NODE_ENV = 'production';
  await build({
    configFile: resolve('vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, minify: false },
  });
  const stage = await startBenchStage(outDir);
  const launch = () => stage.ehr.createLaunch('sofie-maes', 'nurse');
  try {
    await stage.serve('app');
    await profiled(stage, 'first-field', async (page, cdp, start) => {
      const moments = await watch(page.context(), true);
      await slowProcessor(cdp, 4);
      await start();
      await page.goto(await launch(), { waitUntil: 'commit' });
      await timeTo(moments, 'field');
    });
    for (const [name, field] of Object.entries({ 'typing-in-a-step': stepField, 'typing-a-name': lastName }))
      await profiled(stage, name, async (page, cdp, start) => {
        const moments = await watch(page.context(), true);
        await page.goto(await launch(), { waitUntil: 'commit' });
        await timeTo(moments, 'field');
        await openTwentyChildren(page);
        await slowProcessor(cdp, 4);
        await start();
        await typeInto(page, field(page));
      });
  } finally {
    await stage.stop();
    rmSync(outDir, { recursive: true, force: true });
  }
}
