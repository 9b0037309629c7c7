import type { FhirError } from '../fhir/result';
import type { AnyResource } from '../fhir/schemas';
import type { IntendedWrite, MergeChild } from './intended';

/** A place where the host stored something else than was sent. The path names elements and linkIds, never a value. */
export interface Difference {
  /** `meta.security`, `item[s2.redenen].item[s2.redenen.tekst].answer` */
  readonly path: string;
  readonly kind: 'dropped' | 'changed';
}

export interface ReceiptItem {
  readonly write: IntendedWrite;
  /** `there-before`: an earlier attempt had stored it; `unconfirmed`: the host did not say and it could not be found */
  readonly outcome: 'stored' | 'there-before' | 'refused' | 'unconfirmed';
  /** `QuestionnaireResponse/1` */
  readonly reference?: string;
  readonly version?: string;
  /** Read again after the save and compared; without it nothing is known of differences */
  readonly readBack: boolean;
  readonly differences: readonly Difference[];
  readonly error?: FhirError;
}

export interface Receipt {
  readonly items: readonly ReceiptItem[];
  /** What the record now holds, for the store to take in */
  readonly resources: readonly AnyResource[];
}

/** What became of a save. Only `saved` and `partly-saved` changed the record for certain. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly receipt: Receipt }
  /** The host broke the promise of all or nothing; the receipt tells each write's own story. */
  | { readonly kind: 'partly-saved'; readonly receipt: Receipt }
  /** Someone was first (409 or 412). Nothing was written. `persons`: the merges that may be stale. */
  | { readonly kind: 'conflict'; readonly error: FhirError; readonly persons: readonly MergeChild[] }
  /** The host said no. Nothing was written. */
  | { readonly kind: 'refused'; readonly error: FhirError }
  /** No answer, and the record does not hold it: trying again is safe. */
  | { readonly kind: 'not-saved'; readonly error: FhirError }
  /** No answer, and whether the record holds it is not known (yet). The same save may be tried again: it never writes twice. */
  | { readonly kind: 'uncertain'; readonly error: FhirError }
  /** Not sent: something in it is not about the launched client or encounter. */
  | { readonly kind: 'stopped'; readonly reason: 'other-patient' | 'other-encounter' };
