import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { serveApp } from '../../src/demo-ehr/app-server';
import { freePort } from '../../src/demo-ehr/listen';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { demoSiteConfig } from '../../src/demo-ehr/site-config';
import { BROWSER_MISSING, findBrowser } from '../browser-path';

/** What stands at the app's address: the app, or the page that is its floor. */
export type Site = 'app' | 'floor';

export const FLOOR = 'test/bench/floor';

/**
 * A demo EHR on `localhost` and, at the one other origin that it knows, the app or the floor page: the same server, headers and
 * compression for both, in turns.
 */
export interface BenchStage {
  readonly dist: string;
  readonly ehr: DemoEhr;
  readonly browser: Browser;
  serve(site: Site): Promise<void>;
  /** A browser that knows nothing yet. */
  fresh(): Promise<BrowserContext>;
  stop(): Promise<void>;
}

export async function startBenchStage(dist: string): Promise<BenchStage> {
  const found = await findBrowser();
  if (!found) throw new Error(BROWSER_MISSING);
  const appPort = await freePort(0);
  const appOrigin = `http://127.0.0.1:${appPort}`;
  const ehr = await startDemoEhr({
    port: 0,
    appOrigin,
    appLaunchUrl: `${appOrigin}/launch.html`,
    appRedirectUri: `${appOrigin}/index.html`,
  });
  const browser = await chromium.launch(found);
  let served: { readonly site: Site; stop(): Promise<void> } | undefined;
  return {
    dist,
    ehr,
    browser,
    async serve(site) {
      if (served?.site === site) return;
      await served?.stop();
      const { stop } = await serveApp({
        dist: site === 'app' ? dist : FLOOR,
        port: appPort,
        config: () => demoSiteConfig(ehr.fhirBase, 'kindreflex'),
        ehrOrigin: ehr.origin,
      });
      served = { site, stop };
    },
    async fresh() {
      const context = await browser.newContext({ locale: 'nl-BE', timezoneId: 'Europe/Brussels' });
      context.setDefaultTimeout(60_000);
      return context;
    },
    async stop() {
      await browser.close();
      await Promise.all([served?.stop(), ehr.stop()]);
    },
  };
}
