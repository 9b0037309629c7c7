import './browser-for-tests';
import { afterEach, expect, test, vi } from 'vitest';
import { prepareLaunch } from '../launch/launch';
import { tab } from './browser-for-tests';
import { type Clock, type Expiry, watchExpiry } from './expiry-watch';
import { openSessionOn } from './session';
import { app, smartHost } from './smart-host-for-tests';

const MINUTE = 60_000;
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

/** A session that the host renews, on a clock that the test moves. */
async function renewable() {
  const clock = { now: Date.now() };
  const ehr = await smartHost();
  cleanUp.push(ehr.close);
  const config = ehr.config({ refresh: 'online' });
  const browser = tab(() => clock.now);
  const query = new URLSearchParams({ iss: ehr.iss, launch: 'l1' });
  const step = await prepareLaunch(browser.at(`${app}launch.html?${query}`), config);
  if (!step.ok || step.value.kind !== 'go') throw new Error(JSON.stringify(step));
  const session = await openSessionOn(browser.at(ehr.logIn(step.value.address)), config);
  if (!session.ok) throw new Error(JSON.stringify(session));
  return { clock, ehr, browser, context: session.value };
}

test('a token is renewed before its end is warned of, so that a refusal leaves the five minutes', async () => {
  const { clock, ehr, context } = await renewable();
  const first = await context.accessToken();
  clock.now += 54.6 * MINUTE;
  expect(await context.accessToken()).not.toBe(first);
  ehr.twists.token = () => ({ status: 400, body: { error: 'invalid_grant' } });
  const end = context.expiresAt() ?? 0;
  clock.now = end - 5.4 * MINUTE;
  expect(await context.accessToken()).toMatch(/^opaque\./);
  expect(context.diagnostics).toContain('D-11');
  expect(context.expiresAt()).toBe(end);
});

test('a network that is away when the token is to be renewed ends nothing: it is renewed once the network is back', async () => {
  const { clock, context } = await renewable();
  clock.now += 3_580_000;
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await context.accessToken()).toMatch(/^opaque\./);
  clock.now += MINUTE;
  expect(await context.accessToken()).toBeUndefined();
  expect(context.ended()).toBeUndefined();
  vi.unstubAllGlobals();
  expect(await context.accessToken()).toMatch(/^opaque\./);
  expect(context.expiresAt()).toBe(clock.now + 60 * MINUTE);
});

test('a close while the token is being renewed leaves nothing behind and revokes what the renewal brought', async () => {
  const { clock, ehr, browser, context } = await renewable();
  const first = await context.accessToken();
  clock.now += 3_580_000;
  const real = fetch;
  let closing: Promise<void> | undefined;
  vi.stubGlobal('fetch', (...request: Parameters<typeof fetch>) => {
    if (String(request[0]).endsWith('/token')) closing = context.close();
    return real(...request);
  });
  expect(await context.accessToken()).toBeUndefined();
  await closing;
  expect(browser.storage.length).toBe(0);
  expect(ehr.asked('/token')).toHaveLength(2);
  const revoked = ehr.asked('/revoke').map(({ body }) => new URLSearchParams(body).get('token'));
  expect(revoked).toHaveLength(2);
  expect(revoked).not.toContain(first);
});

/** What is told of a session at these moments; timers come late, as after a sleep, unless `onTime`. */
function watched(lifeMs: number, leftMs: number) {
  let now = 0;
  let due: { at: number; call: () => void } | undefined;
  const told: Expiry[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, call) => {
      due = { at: now + ms, call };
      return () => {
        due = undefined;
      };
    },
    onWake: () => () => {},
  };
  const session = { expiresAt: () => leftMs, ended: () => undefined, renewable: false, accessToken: async () => 'one' };
  watchExpiry({ ...session, lifeMs }, clock, (expiry) => told.push(expiry));
  return {
    told,
    pass(ms: number) {
      const until = now + ms;
      while (due && due.at <= until) {
        const { at, call } = due;
        due = undefined;
        now = at;
        call();
      }
      now = until;
    },
    /** The clock goes on, the timers do not */
    sleep: (ms: number) => {
      now += ms;
      if (due) due.at += ms;
    },
  };
}

test('a page that is reloaded late is warned as early as any other', () => {
  const session = watched(60 * MINUTE, 6 * MINUTE);
  session.pass(1.1 * MINUTE);
  expect(session.told.at(-1)).toEqual({ state: 'ending', at: 6 * MINUTE });
});

test('a computer that slept with the page in front, which no event tells, is told within a minute', () => {
  const session = watched(60 * MINUTE, 60 * MINUTE);
  session.pass(10 * MINUTE);
  session.sleep(48 * MINUTE);
  session.pass(MINUTE);
  expect(session.told.at(-1)).toMatchObject({ state: 'ending' });
});

test('a watch that is stopped while the token is being renewed tells nothing any more', async () => {
  let renew = () => {};
  const told: Expiry[] = [];
  const timers: number[] = [];
  const after = (ms: number) => {
    timers.push(ms);
    return () => {};
  };
  const clock: Clock = { now: () => 0, after, onWake: () => () => {} };
  const session = {
    expiresAt: () => 1000,
    ended: () => undefined,
    renewable: true,
    lifeMs: 60 * MINUTE,
    accessToken: () =>
      new Promise<undefined>((resolve) => {
        renew = () => resolve(undefined);
      }),
  };
  const stop = watchExpiry(session, clock, (expiry) => told.push(expiry));
  stop();
  renew();
  await new Promise((resolve) => setImmediate(resolve));
  expect([told, timers]).toEqual([[], []]);
});
