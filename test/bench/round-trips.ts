import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Page, Request } from 'playwright-core';
import type { LoggedRequest } from '../../src/demo-ehr/request-log';
import { savingNl } from '../../src/texts/saving-nl';
import { place, section } from '../e2e/fill';

export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** How many requests stand behind each other in the longest row, where each may have waited for the one before it. */
export function depthOf(intervals: readonly Interval[]): number {
  const inOrder = intervals.toSorted((a, b) => a.start - b.start);
  const depths: number[] = [];
  for (const { start } of inOrder) {
    const before = inOrder.slice(0, depths.length).map(({ end }, index) => (end <= start ? (depths[index] ?? 0) : 0));
    depths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...depths);
}

export const isFhir = (path: string): boolean => /^\/fhir\b(?!\/\.well-known)/.test(path);

/**
 * Notes when each FHIR request of a context begins and ends, from now on; gives the way to wait until none is open and no new one
 * came for a while.
 */
export function noteReads(context: BrowserContext): (quietMs: number) => Promise<readonly Interval[]> {
  const open = new Map<Request, number>();
  const done: Interval[] = [];
  let last = performance.now();
  context.on('request', (request) => {
    if (!isFhir(new URL(request.url()).pathname)) return;
    last = performance.now();
    open.set(request, last);
  });
  const end = (request: Request) => {
    const start = open.get(request);
    if (start === undefined) return;
    last = performance.now();
    open.delete(request);
    done.push({ start, end: last });
  };
  context.on('requestfinished', end);
  context.on('requestfailed', end);
  return async (quietMs) => {
    while (open.size > 0 || performance.now() - last < quietMs) await setTimeout(50);
    return done;
  };
}

/** Three new children by first name, in step 1 alone. */
export async function typeThreeChildren(app: Page): Promise<void> {
  const one = section(app, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor').getByRole('radio', { name: 'ja', exact: true }).check();
  for (const name of ['Noor', 'Sam', 'Elif']) {
    await one.getByRole('button', { name: savingNl['children.add'] }).click();
    await one.getByRole('textbox', { name: 'Voornaam' }).last().fill(name);
  }
}

/** What a save asks of a host, in words such as `POST RelatedPerson` and `GET Provenance/id`. */
export const askedOf = (log: readonly LoggedRequest[]): readonly string[] =>
  log
    .filter(({ method, path }) => method !== 'OPTIONS' && /^\/(auth|fhir)\b/.test(path))
    .map(({ method, path }) => {
      const [, type = '', id] = path.replace(/^\/fhir\/?/, '/').split('/');
      return `${method} ${type || 'Bundle'}${id === undefined ? '' : '/id'}`;
    });
