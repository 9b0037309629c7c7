interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The time of one run, for the app and the host alike: nobody really waits. It moves when someone waits and nobody else is at work;
 * what was due meanwhile happens first, in its order.
 */
export class Clock {
  private ms: number;
  private timers: Timer[] = [];
  private readonly limits = new WeakMap<AbortSignal, Timer>();
  private asked = 0;
  private readonly held = new Set<object>();

  constructor(start: string) {
    this.ms = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.ms);

  /** For the host: short waits pass at once; during a long one the app may give up. */
  readonly hostWaits = (ms: number): Promise<void> => {
    if (ms < 5_000) return this.advance(ms);
    const wait = {};
    const over = new Promise<void>((resolve) => {
      this.set(ms, () => {
        this.held.delete(wait);
        resolve();
      });
    });
    this.held.add(wait);
    this.moveOn();
    return over;
  };

  /** For the app between two requests. */
  readonly pause = (ms: number): Promise<void> => this.advance(ms);

  async advance(ms: number): Promise<void> {
    const until = this.ms + ms;
    for (let next = this.first(); next && next.at <= until; next = this.first()) {
      this.ring(next);
      // What was held back until now is carried out before anything else is.
      await turn();
    }
    this.ms = Math.max(this.ms, until);
  }

  /** Takes the place of `AbortSignal.timeout`. */
  readonly limit = (ms: number): AbortSignal => {
    const controller = new AbortController();
    const timer = this.set(ms, () => controller.abort(new DOMException('The time is over', 'TimeoutError')));
    this.limits.set(controller.signal, timer);
    return controller.signal;
  };

  /** Sends one request of the app, so that the clock knows when everyone waits. */
  async during(signal: AbortSignal | null | undefined, send: () => Promise<Response>): Promise<Response> {
    this.asked++;
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted) this.giveUp();
      throw error;
    } finally {
      this.asked--;
      const timer = signal ? this.limits.get(signal) : undefined;
      this.timers = this.timers.filter((other) => other !== timer);
      this.moveOn();
    }
  }

  /** The app does not wait any more for what the host holds back. */
  giveUp(): void {
    this.held.clear();
  }

  /** Until the app has an answer to everything that it asked, also what it asked on its own account after a press. */
  async quiet(): Promise<void> {
    for (let idle = 0; idle < 3; idle = this.asked > 0 ? 0 : idle + 1) await turn();
    this.giveUp();
  }

  private moveOn(): void {
    setImmediate(() => {
      const next = this.first();
      if (!next || this.held.size === 0 || this.asked !== this.held.size) return;
      this.ring(next);
      // It may have been a time that nobody waits for.
      this.moveOn();
    });
  }

  private first = (): Timer | undefined =>
    this.timers.reduce<Timer | undefined>((first, timer) => (first && first.at <= timer.at ? first : timer), undefined);

  private set(ms: number, ring: () => void): Timer {
    const timer = { at: this.ms + ms, ring };
    this.timers.push(timer);
    return timer;
  }

  private ring(timer: Timer): void {
    this.timers = this.timers.filter((other) => other !== timer);
    this.ms = Math.max(this.ms, timer.at);
    timer.ring();
  }
}
