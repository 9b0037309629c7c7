import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { report } from '../differential/seed';
import { MARK } from './arbitraries';

type Check<T> = (value: T) => boolean | undefined | Promise<boolean | undefined>;

/**
 * A property over so many cases. The check says of each case whether it got past the door (a reader let it through), so that
 * the count shows that not everything was refused at once.
 */
export function property<T>(what: string, cases: number, arbitrary: fc.Arbitrary<T>, check: Check<T>): void {
  test(what, async () => {
    let let_through = 0;
    await fc.assert(
      fc.asyncProperty(arbitrary, async (value) => {
        if (await check(value)) let_through++;
      }),
      { numRuns: cases },
    );
    report(`hostile, ${what}: ${cases} cases, ${let_through} let through`);
  }, 120_000);
}

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Fails a test in which the app wrote anything to the console; what tests report goes out before. */
export function quietConsole(): void {
  const said: unknown[][] = [];
  for (const method of METHODS) {
    const original = console[method].bind(console);
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      if (String(args[0]).startsWith('hostile, ')) original(...args);
      else said.push(args);
    });
  }
  afterEach(() => {
    expect(said.splice(0)).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
}

/** Nothing of what came in may stand in what is told about it. */
export const expectNothingTold = (error: unknown): void => expect(JSON.stringify(error)).not.toContain(MARK);
