/** Numbers below this are never published, 0 included. */
export const SMALLEST = 5;

/** A bound is told only of at least so many: of fewer it says next to nothing, and reads as if the share were low or high. */
export const ENOUGH_FOR_A_BOUND = 25;

/**
 * What a reader gets of one number: the number itself; `under-five`; `nearly-all` for a numerator of which fewer than five units
 * of a published denominator, that is large enough, are no part; or `hidden`: five or more, kept back because it would give a smaller number away.
 */
export type Shown = number | 'under-five' | 'nearly-all' | 'hidden';
