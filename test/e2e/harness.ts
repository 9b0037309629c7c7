import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, test as anyTest, beforeAll, expect } from 'vitest';
import { BROWSER_MISSING, findBrowser } from '../browser-path';
import { buildApp } from './build-app';
import { type Stage, startStage } from './stage';

const browserFound = await findBrowser();
if (!browserFound && process.env.CI) throw new Error(BROWSER_MISSING);
if (!browserFound) console.warn(`skipped: ${BROWSER_MISSING}`);

/** A test in a real browser; skipped where there is none. */
export const test = anyTest.skipIf(!browserFound);

/** One person's browser before a fresh host and app. */
export interface Visit {
  readonly stage: Stage;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Sets the clock of the browser, the host and the app. */
  at(time: Date): Promise<void>;
  /** Lets the browser complain of this, because the test provokes it. */
  tolerate(pattern: RegExp): void;
}

export interface VisitOptions extends BrowserContextOptions {
  /** The site configuration beside the demo's own */
  readonly site?: Record<string, unknown>;
  readonly dist?: string;
  /** A browser that keeps a profile; a private window, which is what tests have otherwise, blocks the storage of what is framed */
  readonly withProfile?: boolean;
}

interface Opened {
  readonly context: BrowserContext;
  readonly stage: Stage;
  readonly complaints: string[];
  readonly tolerated: RegExp[];
  readonly profile: string | undefined;
}

/** One browser and one build for the tests of a file; after each test nothing in its pages may have complained. */
export function browserTests() {
  const opened: Opened[] = [];
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
    const all = opened.splice(0);
    await Promise.all(all.map(({ context, stage }) => context.close().then(() => stage.stop())));
    for (const { complaints, tolerated, profile } of all) {
      if (profile) rmSync(profile, { recursive: true, force: true });
      expect(complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)))).toEqual([]);
    }
  });

  return async function visit({ site = {}, dist: other, withProfile, ...rest }: VisitOptions = {}): Promise<Visit> {
    if (!browser || !browserFound) throw new Error(BROWSER_MISSING);
    const stage = await startStage(other ?? dist);
    Object.assign(stage.site, site);
    const options = { locale: 'nl-BE', timezoneId: 'Europe/Brussels', ...rest };
    const profile = withProfile ? newProfile() : undefined;
    const context = profile
      ? await chromium.launchPersistentContext(profile, { ...browserFound, ...options })
      : await browser.newContext(options);
    context.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    const tolerated: RegExp[] = [];
    opened.push({ context, stage, complaints, tolerated, profile });
    listen(context, complaints);
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        console.error(`content security policy: ${effectiveDirective} ${blockedURI}`),
      ),
    );
    await context.clock.setFixedTime(stage.now);
    return {
      stage,
      context,
      page: await context.newPage(),
      async at(time) {
        stage.now = time;
        await context.clock.setFixedTime(time);
      },
      tolerate: (pattern) => void tolerated.push(pattern),
    };
  };
}

/** A profile that allows third-party storage, whatever the distribution of the browser prefers. */
function newProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'kindreflex-profile-'));
  mkdirSync(join(profile, 'Default'));
  const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

function listen(context: BrowserContext, complaints: string[]): void {
  context.on('console', (message) => {
    const { pathname } = new URL(message.location().url || 'about:blank');
    if (message.type() === 'error') complaints.push(`${message.text()} ${pathname}`);
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
}

/** A picture of a page in test/out, when SCREENSHOTS is set. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  mkdirSync('test/out', { recursive: true });
  await page.screenshot({ path: resolve('test/out', `${name}.png`), fullPage: true });
}
