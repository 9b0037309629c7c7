import { expect, test } from 'vitest';
import { type Clock, type Expiry, watchExpiry } from './expiry-watch';
import { sessionError } from './launch-context';

const MINUTE = 60_000;

/** A clock that moves when told, with its timers, and a session on it. */
function watched(lifeMs: number | undefined, renew?: () => number | undefined) {
  let now = 0;
  let end = lifeMs;
  let over = false;
  const timers = new Set<{ at: number; call: () => void }>();
  let wake = () => {};
  const clock: Clock = {
    now: () => now,
    after: (ms, call) => {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    onWake: (call) => {
      wake = call;
      return () => {};
    },
  };
  const told: Expiry[] = [];
  const asked: number[] = [];
  const stop = watchExpiry(
    {
      expiresAt: () => end,
      ended: () => (over ? sessionError('session-ended') : undefined),
      renewable: renew !== undefined,
      accessToken: async () => {
        asked.push(now);
        const next = renew?.();
        if (next === undefined) return 'old';
        end = now + next;
        return 'new';
      },
    },
    clock,
    (expiry) => told.push(expiry),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    told,
    asked,
    stop,
    end: () => {
      over = true;
    },
    wake: async () => {
      wake();
      await settle();
    },
    /** Lets time pass, and with `asleep` without any timer */
    async pass(ms: number, asleep = false) {
      const until = now + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!due || asleep) break;
        timers.delete(due);
        now = due.at;
        due.call();
        await settle();
      }
      now = until;
    },
  };
}
const last = ({ told }: ReturnType<typeof watched>) => told.at(-1);

test('an hour is warned of five minutes before its end, and its end is told', async () => {
  const session = watched(60 * MINUTE);
  await session.pass(54 * MINUTE);
  expect(last(session)).toEqual({ state: 'fine' });
  await session.pass(2 * MINUTE);
  expect(last(session)).toEqual({ state: 'ending', at: 60 * MINUTE });
  await session.pass(4 * MINUTE);
  expect(last(session)).toEqual({ state: 'ended' });
});

test('a short life is warned of in its last quarter', async () => {
  const session = watched(4 * MINUTE);
  await session.pass(2.9 * MINUTE);
  expect(last(session)).toEqual({ state: 'fine' });
  await session.pass(0.2 * MINUTE);
  expect(last(session)).toMatchObject({ state: 'ending' });
});

test('a session that the host renews is renewed before its end, again and again, without a word', async () => {
  const session = watched(5 * MINUTE, () => 5 * MINUTE);
  await session.pass(30 * MINUTE);
  expect(session.asked.length).toBeGreaterThanOrEqual(6);
  expect(session.told.every(({ state }) => state === 'fine')).toBe(true);
});

test('a renewal that fails is told while there is still time, and then the end', async () => {
  const session = watched(5 * MINUTE, () => undefined);
  await session.pass(4.7 * MINUTE);
  expect(last(session)).toMatchObject({ state: 'ending' });
  await session.pass(MINUTE);
  expect(last(session)).toEqual({ state: 'ended' });
});

test('a computer that slept through the end is told when it wakes', async () => {
  const session = watched(60 * MINUTE);
  await session.pass(120 * MINUTE, true);
  expect(last(session)).toEqual({ state: 'fine' });
  await session.wake();
  expect(last(session)).toEqual({ state: 'ended' });
});

test('a session without a known end is fine until it is ended; after stop nothing is told', async () => {
  const session = watched(undefined);
  expect(last(session)).toEqual({ state: 'fine' });
  session.end();
  await session.wake();
  expect(last(session)).toEqual({ state: 'ended' });
  session.stop();
  const { length } = session.told;
  await session.wake();
  expect(session.told).toHaveLength(length);
});
