import type { FhirError } from '../fhir/result';
import type { AnyResource } from '../fhir/schemas';
import type { RelatedPerson } from '../plan/children';
import type { Refused } from './can';
import type { Change, CreateChild, IntendedWrite } from './intended';

/** A place where the host stored something else than was sent. The path names elements and linkIds, never a value. */
export interface Difference {
  /** `meta.security`, `item[s2.redenen].item[s2.redenen.tekst].answer` */
  readonly path: string;
  readonly kind: 'dropped' | 'changed';
}

export interface ReceiptItem {
  readonly write: IntendedWrite;
  /**
   * - there-before: an earlier attempt had stored it
   * - there-otherwise: a copy of this draft was saved before, with other answers; those of this one are not in the record
   * - refused: the host said no; conflict: someone else changed it first. Neither is in the record.
   * - not-sent: the save ended before its turn
   * - unconfirmed: the host did not say, and it could not be found
   */
  readonly outcome: 'stored' | 'there-before' | 'there-otherwise' | 'refused' | 'conflict' | 'not-sent' | 'unconfirmed';
  /** `QuestionnaireResponse/1` */
  readonly reference?: string;
  readonly version?: string;
  /** Read again after the save and compared; without it nothing is known of differences */
  readonly readBack: boolean;
  readonly differences: readonly Difference[];
  readonly error?: FhirError;
  /** After a conflict: what stands there */
  readonly now?: Change['before'];
  /** The host made it more than once, though it was sent once; the plan counts it once */
  readonly twice?: boolean;
}

export interface Receipt {
  readonly items: readonly ReceiptItem[];
  /** What the record now holds, for the store to take in */
  readonly resources: readonly AnyResource[];
  /** Persons that came into the record while this was saved, and may be one of its new children */
  readonly appeared: readonly Appeared[];
}

/** A change that came too late, with what stands there now; `now` absent: it could not be read */
export interface Overtaken {
  readonly write: Change;
  readonly now?: Change['before'];
}

/** A new child, and a person of the record who may be that child and was not there when the save was planned */
export interface Appeared {
  readonly write: CreateChild;
  readonly person: RelatedPerson;
}

/** What became of a save. Only `saved` and `partly-saved` changed the record for certain. */
export type SaveResult = Outcome & {
  /** What the host turned out not to do: the next plan goes by it */
  readonly refused: readonly Refused[];
};

export type Outcome =
  | { readonly kind: 'saved'; readonly receipt: Receipt }
  /** Some of it is in the record; the receipt tells each write's own story. */
  | { readonly kind: 'partly-saved'; readonly receipt: Receipt; readonly stopped?: StopReason }
  /** Someone was first (409, 412, or seen just before writing). Nothing was written. */
  | { readonly kind: 'conflict'; readonly overtaken: readonly Overtaken[]; readonly error?: FhirError }
  /** Persons came into the record who may be the new children. Nothing was written. */
  | { readonly kind: 'children-appeared'; readonly appeared: readonly Appeared[] }
  /** The host said no. Nothing was written. */
  | { readonly kind: 'refused'; readonly error: FhirError }
  /** No answer, and the record does not hold it: trying again is safe. */
  | { readonly kind: 'not-saved'; readonly error: FhirError }
  /** No answer, and whether the record holds it is not known (yet). The same save may be tried again: it never writes twice. */
  | { readonly kind: 'uncertain'; readonly error: FhirError }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

/**
 * Why a save is not gone on with: something in it is not about the launched client or encounter; the session of this tab is
 * another one by now; the host answered about someone else.
 */
export type StopReason = 'other-patient' | 'other-encounter' | 'other-session' | 'answer-about-other';
