import type { LaunchContext } from './launch-context';

export type Expiry =
  | { readonly state: 'fine' }
  /** Milliseconds since 1970 */
  | { readonly state: 'ending'; readonly at: number }
  | { readonly state: 'ended' };

export interface Clock {
  readonly now: () => number;
  /** Calls back after that many milliseconds at the earliest; gives what stops it */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Calls back when the page comes to the front: a computer that slept has late timers */
  readonly onWake: (call: () => void) => () => void;
}

const warnBeforeMs = 5 * 60_000;
const renewBeforeMs = 25_000;
const overBeforeMs = 5_000;

type Session = Pick<LaunchContext, 'expiresAt' | 'ended' | 'renewable' | 'accessToken'>;

/**
 * Tells when the session is about to end, five minutes before, or a quarter of a shorter life before. A session that the host renews
 * is renewed in time, and only its failure is told. Gives what stops the watching.
 */
export function watchExpiry(session: Session, clock: Clock, tell: (expiry: Expiry) => void): () => void {
  const life = (session.expiresAt() ?? Number.POSITIVE_INFINITY) - clock.now();
  const warnMs = Math.min(warnBeforeMs, life / 4);
  let stop = () => {};
  let stopped = false;

  async function look(): Promise<void> {
    stop();
    if (stopped) return;
    const at = session.expiresAt();
    const left = (at ?? Number.POSITIVE_INFINITY) - clock.now();
    if (session.ended() || (!session.renewable && left <= overBeforeMs)) tell({ state: 'ended' });
    else if (at === undefined) tell({ state: 'fine' });
    else if (session.renewable) await renewed(left);
    else {
      const warns = left <= warnMs;
      tell(warns ? { state: 'ending', at } : { state: 'fine' });
      again(warns ? left - overBeforeMs : left - warnMs);
    }
  }

  function again(ms: number): void {
    stop = clock.after(Math.max(ms, 0), () => void look());
  }

  async function renewed(left: number): Promise<void> {
    if (left > renewBeforeMs) {
      tell({ state: 'fine' });
      again(left - renewBeforeMs);
      return;
    }
    await session.accessToken();
    const rest = (session.expiresAt() ?? 0) - clock.now();
    if (!session.ended() && rest > renewBeforeMs) await look();
    else if (session.ended() || rest <= overBeforeMs) tell({ state: 'ended' });
    else {
      // The renewal failed: what is left of the session is told, and then its end.
      tell({ state: 'ending', at: clock.now() + rest });
      stop = clock.after(rest - overBeforeMs, () => tell({ state: 'ended' }));
    }
  }

  const stopWaking = clock.onWake(() => void look());
  void look();
  return () => {
    stopped = true;
    stop();
    stopWaking();
  };
}
