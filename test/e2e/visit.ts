import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { FoundBrowser } from '../browser-path';
import { type Stage, startStage } from './stage';

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

interface OpenedVisit {
  readonly visit: Visit;
  /** Closes it, and gives what its pages complained of, but for what was tolerated. */
  close(): Promise<string[]>;
}

/** A person with a browser of their own, a host and an app, all at the time of the scenarios. */
export async function openVisit(
  browser: Browser,
  found: FoundBrowser,
  dist: string,
  { site = {}, dist: other, withProfile, ...rest }: VisitOptions,
): Promise<OpenedVisit> {
  const stage = await startStage(other ?? dist);
  Object.assign(stage.site, site);
  const options = { locale: 'nl-BE', timezoneId: 'Europe/Brussels', ...rest };
  const profile = withProfile ? newProfile() : undefined;
  const context = profile
    ? await chromium.launchPersistentContext(profile, { ...found, ...options })
    : await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const tolerated: RegExp[] = [];
  listen(context, complaints);
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`content security policy: ${effectiveDirective} ${blockedURI}`),
    ),
  );
  await context.clock.setFixedTime(stage.now);
  const visit: Visit = {
    stage,
    context,
    page: await context.newPage(),
    async at(time) {
      stage.now = time;
      await context.clock.setFixedTime(time);
    },
    tolerate: (pattern) => void tolerated.push(pattern),
  };
  return {
    visit,
    async close() {
      await context.close();
      await stage.stop();
      if (profile) rmSync(profile, { recursive: true, force: true });
      return complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)));
    },
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
