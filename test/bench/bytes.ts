import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BenchStage } from './bench-stage';
import type { Row } from './table';
import { timeTo, watch } from './watch';

interface Fetched {
  readonly name: string;
  readonly onLaunchPage: boolean;
}

/** What one launch fetches of the app until its first field, and from how many origins. */
async function fetchedBy(stage: BenchStage) {
  await stage.serve('app');
  const context = await stage.fresh();
  const origins = new Set<string>();
  const scripts: Fetched[] = [];
  let onLaunchPage = true;
  try {
    const moments = await watch(context, true);
    context.on('request', (request) => {
      const { origin, pathname, protocol } = new URL(request.url());
      if (protocol !== 'data:') origins.add(origin);
      if (pathname === '/auth/authorize') onLaunchPage = false;
      if (request.resourceType() === 'script' && !moments.has('field'))
        scripts.push({ name: basename(pathname), onLaunchPage });
    });
    const page = await context.newPage();
    await page.goto(await stage.ehr.createLaunch('sofie-maes', 'nurse'), { waitUntil: 'commit' });
    await timeTo(moments, 'field');
    return { scripts, origins };
  } finally {
    await context.close();
  }
}

/** The texts and questions of another language than Dutch, which one person never fetches */
const OF_OTHERS = /^(saving-)?(fr|en)-/;

/** KiB (1,024 bytes, as the bars were set in) of JavaScript and CSS as `gzip -9` makes them. */
export async function bytes(stage: BenchStage): Promise<Row[]> {
  const { scripts, origins } = await fetchedBy(stage);
  const folder = join(stage.dist, 'assets');
  const names = readdirSync(folder);
  const sum = (files: Iterable<string>) =>
    [...new Set(files)].reduce(
      (total, name) => total + gzipSync(readFileSync(join(folder, name)), { level: 9 }).byteLength / 1_024,
      0,
    );
  const ending = (end: string) => names.filter((name) => name.endsWith(end) && !OF_OTHERS.test(name));
  const until = scripts.map(({ name }) => name);
  const launch = scripts.filter(({ onLaunchPage }) => onLaunchPage).map(({ name }) => name);
  return [
    { name: 'JavaScript, launch to first field', unit: 'KiB', measured: sum(until), bar: 110 },
    { name: 'JavaScript, launch page alone', unit: 'KiB', measured: sum(launch), bar: 30 },
    { name: 'JavaScript, all of one language', unit: 'KiB', measured: sum(ending('.js')), bar: 160 },
    { name: 'CSS, all', unit: 'KiB', measured: sum(ending('.css')), bar: 12 },
    { name: 'origins beside app and host', unit: '', measured: origins.size - 2, bar: 0 },
  ];
}
