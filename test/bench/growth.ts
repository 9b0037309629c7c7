import type { BenchStage } from './bench-stage';
import { heapOf } from './heap';
import { seedHistory } from './seed-history';
import { type Spread, spreadOf } from './spread';
import type { Row } from './table';
import { timeTo, watch } from './watch';

const PATIENT = 'sofie-maes';
const SIZES = [
  { entries: 10, persons: 5 },
  { entries: 100, persons: 50 },
  { entries: 1_000, persons: 500 },
] as const;
const QUIET_MS = 1_500;

type Measure = 'overview' | 'whole' | 'field' | 'heap';
type Spreads = Readonly<Record<Measure, Spread>>;

/** The overview left alone until nothing in it changes any more: when it was there, when it was whole, and what it holds. */
async function overviewOnce(stage: BenchStage) {
  const context = await stage.fresh();
  try {
    const moments = await watch(context, false);
    await context.addInitScript(() => {
      const changed = { at: 0 };
      Object.assign(window, { changed });
      new MutationObserver(() => {
        changed.at = performance.timeOrigin + performance.now();
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.goto(await stage.ehr.createLaunch(PATIENT, 'nurse'), { waitUntil: 'commit' });
    const overview = await timeTo(moments, 'overview');
    await page.waitForFunction((quiet) => {
      const { changed } = window as unknown as { changed: { at: number } };
      return performance.timeOrigin + performance.now() - changed.at > quiet;
    }, QUIET_MS);
    const last = await page.evaluate(() => (window as unknown as { changed: { at: number } }).changed.at);
    return { overview, whole: last - (moments.get('start') ?? 0), heap: (await heapOf(cdp)) / 1e6 };
  } finally {
    await context.close();
  }
}

async function fieldOnce(stage: BenchStage): Promise<number> {
  const context = await stage.fresh();
  try {
    const moments = await watch(context, true);
    const page = await context.newPage();
    await page.goto(await stage.ehr.createLaunch(PATIENT, 'nurse'), { waitUntil: 'commit' });
    return await timeTo(moments, 'field');
  } finally {
    await context.close();
  }
}

/** Heaps and lists grow in steps, and no more than a quarter is put down to that: what grew with the square would be ten times as much. */
const SLACK = 1.25;

/** From one size to the next ten times as much may be added as from the one before; what the smaller ones scatter is no growth. */
function isLinear([small, middle, large]: readonly (Spread | undefined)[]): boolean {
  if (!small || !middle || !large) return false;
  const scatter = Math.max(small.max - small.min, middle.max - middle.min);
  return large.median <= middle.median + 10 * SLACK * Math.max(middle.median - small.median, scatter);
}

const NAME: Record<Measure, string> = {
  overview: 'overview, first shown',
  whole: 'overview, whole',
  field: 'first field',
  heap: 'heap of the overview',
};

/** Ever longer records: times and heap may grow with them no faster than linearly. */
export async function growth(stage: BenchStage, runs: number): Promise<Row[]> {
  await stage.serve('app');
  const measured: Spreads[] = [];
  // The first launch of a new browser and host is slower than any later one.
  await overviewOnce(stage);
  for (const size of SIZES) {
    await seedHistory(stage.ehr, PATIENT, size);
    const overviews: Awaited<ReturnType<typeof overviewOnce>>[] = [];
    const fields: number[] = [];
    for (let run = 0; run < runs; run++) {
      overviews.push(await overviewOnce(stage));
      fields.push(await fieldOnce(stage));
    }
    measured.push({
      overview: spreadOf(overviews.map(({ overview }) => overview)),
      whole: spreadOf(overviews.map(({ whole }) => whole)),
      heap: spreadOf(overviews.map(({ heap }) => heap)),
      field: spreadOf(fields),
    });
  }
  return (Object.keys(NAME) as Measure[]).flatMap((key) =>
    SIZES.map(
      ({ entries, persons }, index): Row => ({
        name: `${NAME[key]}, ${entries} entries, ${persons} persons`,
        unit: key === 'heap' ? 'MB' : 'ms',
        measured: measured[index]?.[key] ?? 0,
        ...(index === SIZES.length - 1 ? { met: isLinear(measured.map((spreads) => spreads[key])) } : {}),
      }),
    ),
  );
}
