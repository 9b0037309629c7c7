import type { Deed } from './colleague';
import { FAULTS } from './faults';
import { type Case, RECOVERIES } from './run-case';

const DEEDS: readonly Deed[] = ['fills the same birth date', 'adds an e-mail address', 'adds the same child'];

/** Without any fault: it also tells which requests a save in a host makes. */
export const undisturbed: Case = { at: 0, recovery: 'press again', decisions: { conflict: 'now', appeared: 'other' } };

/** A colleague acts right before each request, and nothing else goes wrong. */
const meanwhile = (requests: number): Case[] =>
  Array.from({ length: requests + 1 }, (_, before) => before).flatMap((before) =>
    DEEDS.map((deed, index) => ({
      ...undisturbed,
      colleague: { deed, before },
      decisions: {
        conflict: (before + index) % 2 === 0 ? 'now' : 'typed',
        appeared: Math.floor(before / 2) % 2 === 0 ? 'other' : 'same',
      },
    })),
  );

/**
 * Every fault at every request of a save. How the clinician recovers, what a colleague does meanwhile (in two of five cases) and
 * what a person decides then take turns, so that each meets each.
 */
export function casesFor(requests: number): Case[] {
  const struck = Array.from({ length: requests }, (_, index) => index + 1).flatMap((at) =>
    FAULTS.map((fault, index) => caseOf(fault, at, at * FAULTS.length + index)),
  );
  return [...struck, ...meanwhile(requests)];
}

function caseOf(fault: Case['fault'], at: number, number: number): Case {
  // The numbers of faults and of ways to recover have no divisor in common, nor have those of the other turns.
  const deed = DEEDS[Math.floor(number / 5) % DEEDS.length];
  const before = [undefined, 0, undefined, at + 1, undefined][number % 5];
  return {
    ...(fault ? { fault } : {}),
    at,
    recovery: RECOVERIES[number % RECOVERIES.length] ?? 'press again',
    ...(deed && before !== undefined ? { colleague: { deed, before } } : {}),
    decisions: {
      conflict: Math.floor(number / 7) % 2 === 0 ? 'now' : 'typed',
      appeared: Math.floor(number / 11) % 2 === 0 ? 'other' : 'same',
    },
  };
}
