import { serveApp } from '../../src/demo-ehr/app-server';
import { freePort } from '../../src/demo-ehr/listen';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { demoSiteConfig } from '../../src/demo-ehr/site-config';

/** A host on `localhost` and the app on 127.0.0.1, two sites as in real life, with one clock. */
export interface Stage {
  readonly ehr: DemoEhr;
  readonly appOrigin: string;
  /** What the site configuration says beside the demo's own; read at every launch */
  readonly site: Record<string, unknown>;
  now: Date;
  stop(): Promise<void>;
}

/** The day of the scenarios, in the morning */
export const SCENARIO_DAY = new Date('2026-11-24T09:10:00+01:00');

export async function startStage(dist: string, now = SCENARIO_DAY): Promise<Stage> {
  const appPort = await freePort(0);
  const appOrigin = `http://127.0.0.1:${appPort}`;
  const site: Record<string, unknown> = {};
  const clock = { now };
  const ehr = await startDemoEhr({
    port: 0,
    appOrigin,
    appLaunchUrl: `${appOrigin}/launch.html`,
    appRedirectUri: `${appOrigin}/index.html`,
    now: () => clock.now,
  });
  const app = await serveApp({
    dist,
    port: appPort,
    config: () => ({ ...demoSiteConfig(ehr.fhirBase, 'kindreflex'), ...site }),
    ehrOrigin: ehr.origin,
  });
  return Object.assign(clock, {
    ehr,
    appOrigin,
    site,
    stop: async () => void (await Promise.all([app.stop(), ehr.stop()])),
  });
}
