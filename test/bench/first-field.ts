import type { BenchStage, Site } from './bench-stage';
import { heapOf } from './heap';
import { spreadOf } from './spread';
import type { Row } from './table';
import { type Pace, setPace } from './throttle';
import { FIRST_FIELD, timeTo, watch } from './watch';

interface Times {
  readonly field: number;
  /** App: its overview; floor page: all reads in */
  readonly beside: number;
  readonly heap: number;
}

/** One cold launch: from the navigation to the launch page until the first field takes input. */
async function launchOnce(stage: BenchStage, site: Site, pace: Pace): Promise<Times> {
  await stage.serve(site);
  const context = await stage.fresh();
  try {
    const moments = await watch(context, true);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await setPace(cdp, pace);
    await page.goto(await stage.ehr.createLaunch('sofie-maes', 'nurse'), { waitUntil: 'commit' });
    const field = await timeTo(moments, 'field');
    const beside = await timeTo(moments, site === 'app' ? 'overview' : 'reads');
    const first = page.locator(FIRST_FIELD).first();
    await (site === 'app' ? first.check() : first.fill('yes'));
    await page.waitForTimeout(1_500);
    return { field, beside, heap: await heapOf(cdp) };
  } finally {
    await context.close();
  }
}

const NAME: Record<Pace, string> = { unthrottled: 'unthrottled', slow: '10 Mbit/s, 40 ms, CPU 4x' };
const RATIO: Record<Pace, number> = { unthrottled: 1.25, slow: 1.5 };
const ABSOLUTE: Record<Pace, number> = { unthrottled: 1_000, slow: 2_000 };

/** First usable field of app and floor page, in turns so that both meet the same moods of the machine; and the heap it leaves. */
export async function firstField(stage: BenchStage, runs: number): Promise<Row[]> {
  const rows: Row[] = [];
  const heaps: number[] = [];
  for (const pace of ['unthrottled', 'slow'] as const) {
    const app: Times[] = [];
    const floor: Times[] = [];
    // The first launch of a new browser and host is slower than any later one.
    for (const site of ['floor', 'app'] as const) await launchOnce(stage, site, pace);
    for (let run = 0; run < runs; run++) {
      floor.push(await launchOnce(stage, 'floor', pace));
      app.push(await launchOnce(stage, 'app', pace));
    }
    const of = (times: readonly Times[], key: keyof Times) => spreadOf(times.map((each) => each[key]));
    const ratio = of(app, 'field').median / of(floor, 'field').median;
    const name = NAME[pace];
    rows.push(
      { name: `first field, ${name}: ratio`, unit: 'ms', measured: of(app, 'field'), ratio, bar: RATIO[pace] },
      { name: `first field, ${name}: absolute`, unit: 'ms', measured: of(app, 'field'), bar: ABSOLUTE[pace] },
      { name: `  overview, ${name}`, unit: 'ms', measured: of(app, 'beside') },
      { name: `  floor page, ${name}`, unit: 'ms', measured: of(floor, 'field') },
      { name: `  floor page, its reads in, ${name}`, unit: 'ms', measured: of(floor, 'beside') },
    );
    if (pace === 'unthrottled') heaps.push(...app.map(({ heap }) => heap / 1e6));
  }
  return [...rows, { name: 'heap after load and collection', unit: 'MB', measured: spreadOf(heaps), bar: 6 }];
}
