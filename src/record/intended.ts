import type { DocumentReference, Provenance, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { Step } from '../plan/entry';

/** Elements of a RelatedPerson that a merge may fill */
export type FilledElement = 'name' | 'birthDate' | 'relationship';

/**
 * One thing that a save will write. The review screen shows exactly these. `fullUrl` names it among the others: `urn:uuid:` where
 * it is made, its place in the record where it is changed.
 */
export type IntendedWrite = Creation | Change;

/** What comes into the record, made once by its UUID */
export type Creation = CreateEntry | CreateChild | CreateDocument | CreateProvenance;

/** What changes a resource of the record, on the version that it started from and no other */
export type Change = MergeChild | RetireChild | AmendEntry;

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

/** A child that stands in the record twice: one of the two becomes inactive, after a person said so. */
export interface RetireChild {
  readonly kind: 'retire-child';
  readonly id: string;
  readonly version: string;
  /** `RelatedPerson/<id>` */
  readonly fullUrl: string;
  readonly before: RelatedPerson;
  readonly resource: RelatedPerson & { readonly id: string };
}

/** A correction in place, where the host can update entries. */
export interface AmendEntry {
  readonly kind: 'amend-entry';
  readonly step: Step;
  readonly becomes: 'amended' | 'entered-in-error';
  readonly id: string;
  readonly version: string;
  /** `QuestionnaireResponse/<id>` */
  readonly fullUrl: string;
  readonly before: QuestionnaireResponse;
  readonly resource: QuestionnaireResponse & { readonly id: string };
}

/** A document: a readable note, the responses themselves on a host that takes no responses, or a report. One per sensitivity class. */
export interface CreateDocument {
  readonly kind: 'create-document';
  readonly content: 'note' | 'entries' | 'report';
  /** The steps that it holds, all of one sensitivity class */
  readonly steps: readonly Step[];
  readonly uuid: string;
  readonly fullUrl: string;
  /**
   * Complete for a note or a report. For entries its attachment is filled from `entries` when it is sent, because the references to
   * children are known only then (mapping/document, withEntries).
   */
  readonly resource: DocumentReference;
  /** The responses that it carries; empty for a note or a report */
  readonly entries: readonly QuestionnaireResponse[];
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
  | 'persons-not-read'
  /** Documents reach a portal, as far as the site configuration says: nothing of steps 2, 4, 5 and 6 goes into one */
  | 'portal-may-show'
  /** The host takes no way of writing entries at all */
  | 'read-only';

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
