import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, test as anyTest, beforeAll, expect } from 'vitest';
import { BROWSER_MISSING, findBrowser } from '../browser-path';
import { buildApp } from './build-app';
import { openVisit, type Visit, type VisitOptions } from './visit';

export type { Visit, VisitOptions };

const browserFound = await findBrowser();
if (!browserFound && process.env.CI) throw new Error(BROWSER_MISSING);
if (!browserFound) console.warn(`skipped: ${BROWSER_MISSING}`);

/** A test in a real browser; skipped where there is none. */
export const test = anyTest.skipIf(!browserFound);

/** One browser and one build for the tests of a file; after each test nothing in its pages may have complained. */
export function browserTests() {
  const opened: Awaited<ReturnType<typeof openVisit>>[] = [];
  let browser: Browser | undefined;
  let dist = '';

  beforeAll(async () => {
    if (!browserFound) return;
    [dist, browser] = await Promise.all([buildApp(), chromium.launch(browserFound)]);
  });
  afterAll(async () => {
    await browser?.close();
    if (dist) rmSync(dist, { recursive: true, force: true });
  });
  afterEach(async () => {
    const complaints = await Promise.all(opened.splice(0).map(({ close }) => close()));
    expect(complaints.flat()).toEqual([]);
  });

  return async function visit(options: VisitOptions = {}): Promise<Visit> {
    if (!browser || !browserFound) throw new Error(BROWSER_MISSING);
    const one = await openVisit(browser, browserFound, dist, options);
    opened.push(one);
    return one.visit;
  };
}

/** A picture of a page in test/out, when SCREENSHOTS is set. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  mkdirSync('test/out', { recursive: true });
  await page.screenshot({ path: resolve('test/out', `${name}.png`), fullPage: true });
}
