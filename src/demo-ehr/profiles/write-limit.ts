import { type Answer, refuse } from '../store/answer';

const window = 60_000;

/** Counts the requests that write per session and minute. */
export class WriteLimit {
  private readonly times = new WeakMap<object, number[]>();

  constructor(private readonly now: () => Date) {}

  /** Counts one more write of a session, or refuses it with the whole seconds after which it may come again. */
  refusal(session: object, perMinute: number): Answer | undefined {
    const now = this.now().getTime();
    const times = (this.times.get(session) ?? []).filter((time) => now - time < window);
    const [oldest = now] = times;
    const isTooMany = times.length >= perMinute;
    this.times.set(session, isTooMany ? times : [...times, now]);
    if (!isTooMany) return undefined;
    const seconds = Math.max(1, Math.ceil((oldest + window - now) / 1000));
    return { ...refuse(429, 'throttled', 'Too many writes'), headers: { 'Retry-After': String(seconds) } };
  }
}
