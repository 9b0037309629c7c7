import './browser-for-tests';
import { afterEach, expect, test } from 'vitest';
import { prepareLaunch } from '../launch/launch';
import { tab } from './browser-for-tests';
import { openSessionOn } from './session';
import type { SessionPage } from './session-page';
import { app, smartHost } from './smart-host-for-tests';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

type At = (url: string) => SessionPage;

async function host() {
  const ehr = await smartHost();
  cleanUp.push(ehr.close);
  return ehr;
}

async function launchOn(ehr: Awaited<ReturnType<typeof smartHost>>, at: At, config = ehr.config()) {
  const query = new URLSearchParams({ iss: ehr.iss, launch: 'l1' });
  const step = await prepareLaunch(at(`${app}launch.html?${query}`), config);
  if (!step.ok || step.value.kind !== 'go') throw new Error(JSON.stringify(step));
  const session = await openSessionOn(at(ehr.logIn(step.value.address)), config);
  if (!session.ok) throw new Error(JSON.stringify(session));
  return session.value;
}

/** Two frames of one tab, as an EHR shows two records side by side: two pages over one session storage. */
function frames(now: () => number = Date.now) {
  const first = tab(now);
  const other = first.another();
  const two: At = (url) => ({ ...other.at(url), storage: first.storage });
  return { one: first.at, two };
}

test('a reload of the older frame leaves the session of the newer one in place', async () => {
  const ehr = await host();
  const { one, two } = frames();
  await launchOn(ehr, one);
  const second = await launchOn(ehr, two);
  expect(await openSessionOn(one(`${app}index.html`), ehr.config())).toMatchObject({ error: { code: 'S-17' } });
  expect(second.stillCurrent()).toBe(true);
  expect(await openSessionOn(two(`${app}index.html`), ehr.config())).toMatchObject({ ok: true });
});

test('an older page that is closed leaves the newer launch as it is', async () => {
  const ehr = await host();
  const { one, two } = frames();
  const first = await launchOn(ehr, one);
  await launchOn(ehr, two);
  await first.close();
  expect(await openSessionOn(two(`${app}index.html`), ehr.config())).toMatchObject({ ok: true });
});

test('an older page whose session ends leaves the newer launch as it is', async () => {
  let now = Date.now();
  const ehr = await host();
  const { one, two } = frames(() => now);
  ehr.twists.token = (answer) => ({ ...answer, expires_in: 120 });
  const first = await launchOn(ehr, one);
  ehr.twists.token = (answer) => answer;
  await launchOn(ehr, two);
  now += 120_000;
  expect(await first.accessToken()).toBeUndefined();
  expect(await openSessionOn(two(`${app}index.html`), ehr.config())).toMatchObject({ ok: true });
});

test('an ended session is not taken for one that another launch replaced', async () => {
  let now = Date.now();
  const ehr = await host();
  const context = await launchOn(ehr, tab(() => now).at);
  now += 3_600_000;
  expect(await context.accessToken()).toBeUndefined();
  expect(context.ended()).toMatchObject({ code: 'S-12' });
  expect(context.stillCurrent()).toBe(true);
});

test('locks that the browser refuses are as no locks: the session opens and is never refreshed', async () => {
  const ehr = await host();
  const browser = tab();
  const refuse = () => Promise.reject(new DOMException('Not here', 'SecurityError'));
  const locks: LockManager = { request: refuse, query: async () => ({}) };
  const context = await launchOn(ehr, (url) => ({ ...browser.at(url), locks }), ehr.config({ refresh: 'online' }));
  expect(context.renewable).toBe(false);
  expect(context.diagnostics).toContain('D-12');
});
