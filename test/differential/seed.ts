import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/** The seed of every property test in this process; SEED=<number> replays a run. */
export const SEED = process.env.SEED ? Number(process.env.SEED) : randomInt(2 ** 31);

fc.configureGlobal({ seed: SEED });

/** Prints one line about what a property test covered, with the seed that repeats it. */
export function report(what: string): void {
  console.log(`${what}; SEED=${SEED}`);
}

/** A fixed number of generated values, the same for the same seed. */
export const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] =>
  fc.sample(arbitrary, { numRuns: count, seed: SEED });
