import type { Provenance, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { Step } from '../plan/entry';

/** Elements of a RelatedPerson that a merge may fill */
export type FilledElement = 'name' | 'birthDate' | 'relationship';

/** One thing that a save will write. The review screen shows exactly these. `fullUrl` is its name inside the transaction. */
export type IntendedWrite = CreateEntry | CreateChild | MergeChild | CreateProvenance;

export interface CreateEntry {
  readonly kind: 'create-entry';
  readonly step: Step;
  readonly uuid: string;
  readonly fullUrl: string;
  readonly resource: QuestionnaireResponse;
}

export interface CreateChild {
  readonly kind: 'create-child';
  readonly uuid: string;
  readonly fullUrl: string;
  readonly resource: RelatedPerson;
}

export interface MergeChild {
  readonly kind: 'merge-child';
  readonly id: string;
  /** The version that the merge started from */
  readonly version: string;
  /** `RelatedPerson/<id>` */
  readonly fullUrl: string;
  readonly before: RelatedPerson;
  readonly resource: RelatedPerson & { readonly id: string };
  readonly filled: readonly FilledElement[];
}

export interface CreateProvenance {
  readonly kind: 'create-provenance';
  readonly uuid: string;
  readonly fullUrl: string;
  /** The steps that it is about; empty when it is about children alone */
  readonly steps: readonly Step[];
  readonly resource: Provenance;
}

/** Why something that was recorded will not be written. */
export type LeftOutReason =
  | 'site-refuses'
  | 'not-confirmed'
  | 'not-granted'
  | 'not-supported'
  | 'no-version'
  | 'user-unknown'
  | 'contact-date-missing'
  | 'contact-date-future'
  /** The birth date is after the contact date */
  | 'not-born'
  /** The persons in the record were not all read, so it is not known whether the child is there */
  | 'persons-not-read';

export type LeftOut = { readonly reason: LeftOutReason } & (
  | { readonly what: 'entry'; readonly step: Step }
  /** `child`: its UUID, or `RelatedPerson/<id>` */
  | { readonly what: 'child'; readonly child: string }
  | { readonly what: 'provenance' }
);

export interface Intention {
  readonly writes: readonly IntendedWrite[];
  readonly leftOut: readonly LeftOut[];
}
