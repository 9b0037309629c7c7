import type { CDPSession, Locator, Page } from 'playwright-core';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, place, section } from '../e2e/fill';
import { say } from '../e2e/say';
import type { BenchStage } from './bench-stage';
import { quantile, spreadOf } from './spread';
import type { Row } from './table';
import { slowProcessor } from './throttle';
import { timeTo, watch } from './watch';

export const CHILDREN = 20;
const KEYS = 'zij vraagt om hulp thuis';
const KEY_MS = 150;
/** Of Event Timing: durations come in steps of 8 ms, and none is told of below 16. */
const SHORTEST_MS = 8;
const PAUSE_MS = 2_500;

/** A contact with twenty children, each with a name and a birth date, and step 3 open; from then on it is observed. */
export async function openTwentyChildren(page: Page): Promise<void> {
  const one = section(page, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor').getByRole('radio', { name: 'ja', exact: true }).check();
  await place(one, 's1.aantal').getByRole('textbox').fill(String(CHILDREN));
  await one.getByRole('button', { name: say('children.rows', { number: String(CHILDREN) }) }).click();
  const rows = one.locator('fieldset.child');
  await rows.nth(CHILDREN - 1).waitFor();
  for (let index = 0; index < CHILDREN; index++) {
    const row = rows.nth(index);
    await row.getByRole('textbox', { name: 'Voornaam' }).fill(`Kind ${index + 1}`);
    await row.getByRole('textbox', { name: 'Geboortedatum' }).fill(`0${(index % 9) + 1}/03/${2010 + (index % 15)}`);
  }
  await openStep(page, 3);
  await observe(page);
}

export const stepField = (page: Page) => place(section(page, 3), 's3.hoe').getByRole('textbox');
export const lastName = (page: Page) =>
  section(page, 1)
    .locator('fieldset.child')
    .nth(CHILDREN - 1)
    .getByRole('textbox', { name: 'Voornaam' });

/** Starts noting long tasks and, per key or press, how long until the next paint. */
async function observe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted = { tasks: [] as number[], events: new Map<number, number>() };
    Object.assign(window, { noted });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.tasks.push(duration);
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId, duration } = entry as PerformanceEventTiming;
        if (interactionId) noted.events.set(interactionId, Math.max(noted.events.get(interactionId) ?? 0, duration));
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** What was noted since the last time. */
const noted = (page: Page) =>
  page.evaluate(() => {
    const { noted: now } = window as unknown as { noted: { tasks: number[]; events: Map<number, number> } };
    const taken = { tasks: [...now.tasks], events: [...now.events.values()] };
    now.tasks.length = 0;
    now.events.clear();
    return taken;
  });

/** Types into a field at a good pace; gives how long each key took to show, and the longest task then and in the pause after it. */
export async function typeInto(page: Page, field: Locator) {
  await field.focus();
  await page.keyboard.press('End');
  await page.waitForTimeout(500);
  await noted(page);
  const before = await field.inputValue();
  for (const key of KEYS) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForTimeout(KEY_MS);
  }
  await page.waitForTimeout(PAUSE_MS);
  if ((await field.inputValue()) !== before + KEYS) throw new Error('What was typed is not what the field holds');
  const { tasks, events } = await noted(page);
  const keys = Array.from(KEYS, (_, index) => events[index] ?? SHORTEST_MS);
  return { p95: quantile(keys, 0.95), median: quantile(keys, 0.5), longest: Math.max(0, ...tasks) };
}

/** Adds one child more; gives how long from the press until the new row is painted. */
async function addChild(page: Page): Promise<number> {
  const button = section(page, 1).getByRole('button', { name: savingNl['children.add'] });
  await page.evaluate(() => {
    const rows = () => document.querySelectorAll('fieldset.child').length;
    const added = { ms: 0 };
    Object.assign(window, { added });
    document.addEventListener(
      'click',
      ({ timeStamp }) => {
        const before = rows();
        const wait = () => {
          const isThere = rows() > before;
          requestAnimationFrame(() => {
            if (!isThere) return wait();
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              added.ms = performance.now() - timeStamp;
            };
            port2.postMessage(0);
          });
        };
        queueMicrotask(wait);
      },
      { once: true, capture: true },
    );
  });
  await button.click();
  const ms = await page.waitForFunction(() => (window as unknown as { added: { ms: number } }).added.ms);
  return ms.jsonValue();
}

/** One visit: keys in a step and in the name of the last child, then five children more, all with a processor four times slower. */
async function typeOnce(stage: BenchStage) {
  const context = await stage.fresh();
  try {
    const moments = await watch(context, true);
    const page = await context.newPage();
    const cdp: CDPSession = await context.newCDPSession(page);
    await page.goto(await stage.ehr.createLaunch('sofie-maes', 'nurse'), { waitUntil: 'commit' });
    await timeTo(moments, 'field');
    await openTwentyChildren(page);
    await page.waitForLoadState('networkidle');
    await slowProcessor(cdp, 4);
    const step = await typeInto(page, stepField(page));
    const name = await typeInto(page, lastName(page));
    const adding: number[] = [];
    for (let count = 0; count < 5; count++) adding.push(await addChild(page));
    return { step, name, adding: quantile(adding, 0.5) };
  } finally {
    await context.close();
  }
}

/** Keystroke to next paint, the longest task, and adding a child, with twenty children at a quarter of the speed. */
export async function typing(stage: BenchStage, runs: number): Promise<Row[]> {
  await stage.serve('app');
  const visits: Awaited<ReturnType<typeof typeOnce>>[] = [];
  for (let run = 0; run < runs; run++) visits.push(await typeOnce(stage));
  const spread = (of: (visit: (typeof visits)[number]) => number) => spreadOf(visits.map(of));
  const where = `${CHILDREN} children, CPU 4x`;
  return [
    { name: `key to paint p95, step field, ${where}`, unit: 'ms', measured: spread(({ step }) => step.p95), bar: 48 },
    { name: '  median', unit: 'ms', measured: spread(({ step }) => step.median) },
    { name: `key to paint p95, child's name, ${where}`, unit: 'ms', measured: spread(({ name }) => name.p95), bar: 48 },
    { name: '  median', unit: 'ms', measured: spread(({ name }) => name.median) },
    {
      name: `longest task while typing and ${PAUSE_MS / 1000} s after`,
      unit: 'ms',
      measured: spread(({ step, name }) => Math.max(step.longest, name.longest)),
      bar: 50,
    },
    { name: 'adding a child', unit: 'ms', measured: spread(({ adding }) => adding), bar: 100 },
  ];
}
