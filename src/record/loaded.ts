import type { FhirError } from '../fhir/result';
import type { Step } from '../plan/entry';

/** Why a read gave no value: the wire said so, or what came is about another client than the launched one. */
export type ReadError =
  | FhirError
  | { readonly kind: 'other-patient'; readonly code: 'R-001'; readonly status?: undefined };

/** Something asked of the host. `whole`: nothing is known to be missing from the value, so that absence may be concluded. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: ReadError }
  | { readonly state: 'loaded'; readonly value: T; readonly whole: boolean };

/** What only a save needs is asked late. */
export type LoadedLater<T> = Loaded<T> | { readonly state: 'not-asked' };

/**
 * Why a list may miss something:
 * - more-pages: further pages are still coming; more-than-read: there is more, and it did not come or is more than the app reads
 * - unreadable: results that are no valid FHIR; other-patient: results about someone else, left out
 * - host-warned: the host sent an OperationOutcome (warning or worse) along with the results
 * - scope-narrowed: the granted scope covers only a part
 * - only-notes: earlier contacts that the host keeps as a readable note, without their answers
 * - newer-version: answers that this app does not understand, of a newer Questionnaire or of another type
 */
export type GapReason =
  | 'more-pages'
  | 'more-than-read'
  | 'unreadable'
  | 'other-patient'
  | 'host-warned'
  | 'scope-narrowed'
  | 'only-notes'
  | 'newer-version';

export interface Gap {
  readonly reason: GapReason;
  /** How many results, where that is known */
  readonly count?: number;
  /** Only this step is touched by it; absent: any of them may be */
  readonly step?: Step;
}

export const loaded = <T>(value: T, whole = true): Loaded<T> => ({ state: 'loaded', value, whole });
export const failed = (error: ReadError): { readonly state: 'failed'; readonly error: ReadError } => ({
  state: 'failed',
  error,
});
