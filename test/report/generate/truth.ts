import type { Setting, Step } from '../../../src/report/figures';

/** One stored version of a resource. An export may hold several of one resource, also in different files. */
export interface Stored {
  readonly id: string;
  /** Absent with `lastUpdated` when the server gives no meta */
  readonly versionId?: string;
  /** ISO 8601 instant */
  readonly lastUpdated?: string;
}

export interface ClientTruth extends Stored {
  /** Whole or partial */
  readonly birthDate?: string;
}

export interface PersonTruth extends Stored {
  readonly client: string;
  /** Identifier of our own */
  readonly ownId?: string;
  readonly named: boolean;
  readonly birthDate?: string;
}

export interface EncounterTruth extends Stored {
  readonly status: string;
  readonly class?: string;
  readonly client?: string;
  readonly start?: string;
  /** Id of the Organization */
  readonly service?: string;
}

/** A child as one entry lists it. */
export interface ChildTruth {
  /** Id of the RelatedPerson that is referred to */
  readonly person?: string;
  /** Id in the record as a text of its own */
  readonly hostId?: string;
  /** The entry says who the child is in the group for new children */
  readonly fresh?: boolean;
  /** Number of our own, in that group */
  readonly ownId?: string;
  readonly named: boolean;
  readonly birthDate?: string;
  readonly birthUnknown?: boolean;
  readonly permanent?: string;
  readonly residence?: string;
}

/** What an entry answers; the fields of its own step only. */
export interface Said {
  readonly outcome?: string;
  readonly cares?: string;
  readonly expecting?: string;
  readonly due?: string;
  readonly others?: string;
  readonly shared?: string;
  readonly residential?: boolean;
  readonly count?: number;
  readonly children?: readonly ChildTruth[];
  readonly nowWith?: string;
  readonly childcare?: string;
  readonly safeNow?: string;
  readonly gut?: string;
  readonly acute?: string;
  /** Per reason whether it has a text */
  readonly reasons?: readonly boolean[];
  readonly supported?: boolean;
  readonly advice?: readonly string[];
  readonly alarming?: string;
  readonly willing?: string;
  readonly decidedOn?: string;
  readonly newSignal?: boolean;
  readonly informed?: string;
  readonly contactOn?: string;
  readonly next?: string;
}

export interface EntryTruth extends Stored {
  readonly ownId?: string;
  readonly step: Step;
  /** What follows the canonical of the step: nothing, `|0.1.0`, an unknown version; or `-next`, another Questionnaire of the same family */
  readonly release: string;
  readonly status: string;
  readonly client?: string;
  readonly encounter?: string;
  readonly authored?: string;
  readonly contactDate?: string;
  /** May be a code that is no setting of ours */
  readonly setting?: Setting | string;
  /** `entry`: own id of the entry that is corrected, or `QuestionnaireResponse/<id>` */
  readonly corrects?: { readonly entry: string; readonly kind: 'replaces' | 'withdraws' };
  readonly said: Said;
}

/** All that an export holds of one client, as it was meant. Nothing refers from one client to another. */
export interface CaseTruth {
  readonly clients: readonly ClientTruth[];
  readonly persons: readonly PersonTruth[];
  readonly encounters: readonly EncounterTruth[];
  readonly entries: readonly EntryTruth[];
}
