import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FhirResource } from 'fhir/r4';
import { build } from 'vite';
import { serveApp } from './app-server';
import { freePort } from './listen';
import { newestChange } from './newest-change';
import { readDefinitions } from './seed/definitions';
import { type DemoEhr, startDemoEhr } from './server';
import { demoSiteConfig } from './site-config';

const project = fileURLToPath(new URL('../../', import.meta.url));
const dist = resolve(project, 'dist/app');
const clientId = 'kindreflex';
/** What runs in Node beside the app: a change there is no reason to build it again. */
const notInTheApp = ['check-host', 'demo-ehr', 'release', 'report', 'run-ts.mjs'];

export type DemoOptions = {
  /** Folder with the built app. */
  dist: string;
  ehrPort: number;
  appPort: number;
  upstream?: string | undefined;
  seed?: boolean | undefined;
  snapshot?: string | undefined;
  /** Folder with the FHIR definitions that this host holds, as a hospital that loaded them would. */
  definitions?: string | undefined;
};

/** Starts the host and the app beside it, each on the wished port or on a free one. */
export async function startDemo(
  options: DemoOptions,
): Promise<{ address: string; appOrigin: string; stop(): Promise<void> }> {
  const { upstream, seed, snapshot } = options;
  const appPort = await freePort(options.appPort);
  const appOrigin = `http://127.0.0.1:${appPort}`;
  const ehr = await startDemoEhr({
    port: await freePort(options.ehrPort),
    appOrigin,
    appLaunchUrl: `${appOrigin}/launch.html`,
    appRedirectUri: `${appOrigin}/index.html`,
    clientId,
    upstream,
    seed,
    snapshot,
  });
  if (options.definitions !== undefined && upstream === undefined) await loadDefinitions(ehr, options.definitions);
  const config = () => demoSiteConfig(ehr.fhirBase, clientId);
  const app = await serveApp({ dist: options.dist, port: appPort, config, ehrOrigin: ehr.origin });
  return { address: ehr.origin, appOrigin, stop: async () => void (await Promise.all([app.stop(), ehr.stop()])) };
}

async function loadDefinitions({ store }: DemoEhr, folder: string): Promise<void> {
  const missing: FhirResource[] = [];
  for (const definition of readDefinitions(folder)) {
    if (!(await store.read(definition.resourceType, definition.id ?? ''))) missing.push(definition);
  }
  if (missing.length > 0) await store.put(...missing);
}

/** Builds the app when it was never built or its sources are newer. */
async function buildWhenNeeded(): Promise<void> {
  const rooms = readdirSync(resolve(project, 'src')).filter((room) => !notInTheApp.includes(room));
  const sources = [...rooms.map((room) => `src/${room}`), 'fhir-resources', 'vite.config.ts', 'package-lock.json'].map(
    (path) => resolve(project, path),
  );
  if (newestChange([resolve(dist, 'index.html')]) > newestChange(sources)) return;
  // Vite, which runs this file, set it for development; React would be built as such.
  process.env.NODE_ENV = 'production';
  await build({ configFile: resolve(project, 'vite.config.ts'), logLevel: 'error' });
}

/** `npm start -- [--fhir <base> [--seed]] [--snapshot <file>]`: runs until Ctrl-C. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { fhir: { type: 'string' }, seed: { type: 'boolean' }, snapshot: { type: 'string' } },
  });
  const interrupted = new Promise((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  const snapshot = values.snapshot === undefined ? undefined : resolve(values.snapshot);
  process.chdir(project);
  await buildWhenNeeded();
  const demo = await startDemo({
    dist,
    ehrPort: 4010,
    appPort: 4011,
    upstream: values.fhir,
    seed: values.seed,
    snapshot,
    definitions: resolve(project, 'fhir-resources'),
  }).catch((error: Error) => {
    console.error(`The demo cannot start: ${error.message}`);
    process.exitCode = 1;
  });
  if (!demo) return;
  console.log(`Kindreflex demo: ${demo.address} (Ctrl-C stops it)`);
  await interrupted;
  await demo.stop();
}
