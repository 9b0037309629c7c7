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
  /** Calls back when the page comes to the front or the network is back: a computer that slept has late timers */
  readonly onWake: (call: () => void) => () => void;
}

const warnBeforeMs = 5 * 60_000;
const overBeforeMs = 5_000;
/** No timer waits longer: where a computer sleeps with the page in front, no event says that it woke. */
const lookEveryMs = 60_000;

type Session = Pick<LaunchContext, 'expiresAt' | 'ended' | 'renewable' | 'accessToken' | 'lifeMs'>;

/**
 * Tells when the session is about to end, five minutes before, or a quarter of a shorter life before. A session that the host renews
 * is renewed before that, and only its failure is told. Gives what stops the watching.
 */
export function watchExpiry(session: Session, clock: Clock, tell: (expiry: Expiry) => void): () => void {
  const leftMs = () => (session.expiresAt() ?? Number.POSITIVE_INFINITY) - clock.now();
  const warnMs = Math.min(warnBeforeMs, (session.lifeMs ?? leftMs()) / 4);
  const renewMs = session.renewable ? 1.1 * warnMs : 0;
  let stop = () => {};
  let stopped = false;

  async function look(): Promise<void> {
    if (session.renewable && leftMs() <= renewMs) await session.accessToken();
    stop();
    if (stopped) return;
    const at = session.expiresAt();
    const left = leftMs();
    if (session.ended() || (left <= overBeforeMs && !session.renewable)) return tell({ state: 'ended' });
    const next = [renewMs, warnMs, overBeforeMs].map((ms) => left - ms).filter((ms) => ms > 0);
    stop = clock.after(Math.min(...next, lookEveryMs), () => void look());
    if (left <= overBeforeMs) tell({ state: 'ended' });
    else tell(at !== undefined && left <= warnMs ? { state: 'ending', at } : { state: 'fine' });
  }

  const stopWaking = clock.onWake(() => void look());
  void look();
  return () => {
    stopped = true;
    stop();
    stopWaking();
  };
}
