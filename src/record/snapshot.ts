import type { Coding, Encounter, Patient, RelatedPerson as PersonResource, QuestionnaireResponse } from 'fhir/r4';
import type { Capabilities } from '../fhir/capabilities';
import type { RelatedPerson } from '../plan/children';
import type { Entry } from '../plan/entry';
import type { Refused } from './can';
import type { Gap, Loaded, LoadedLater } from './loaded';

export interface PatientSummary {
  readonly id: string;
  /** As the host writes it; absent when the record has no name */
  readonly name?: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  readonly birthDate?: string;
  readonly gender?: 'male' | 'female' | 'other' | 'unknown';
  readonly deceased: boolean;
  readonly resource: Patient;
}

export interface EncounterSummary {
  readonly id: string;
  readonly class: Coding;
  readonly status: Encounter['status'];
  /** ISO 8601 */
  readonly start?: string;
  readonly end?: string;
  readonly resource: Encounter;
}

export interface UserSummary {
  /** `Practitioner/1` */
  readonly reference: string;
  readonly name?: string;
}

export interface Persons {
  /** As they came, unknown elements included: what a merge starts from */
  readonly resources: readonly PersonResource[];
  /** The same, in the same order, as the plan sees them */
  readonly persons: readonly RelatedPerson[];
  readonly gaps: readonly Gap[];
}

export interface Entries {
  readonly resources: readonly QuestionnaireResponse[];
  /** In the order of `resources` */
  readonly entries: readonly Entry[];
  /** Responses to other Questionnaires that the host sent although they were not asked */
  readonly notOurs: number;
  readonly gaps: readonly Gap[];
}

/** What is known of the opened record at a moment. Immutable: a part that did not change is the same object. */
export interface RecordSnapshot {
  readonly patient: Loaded<PatientSummary>;
  /** Loaded with undefined: the launch named no encounter */
  readonly encounter: Loaded<EncounterSummary | undefined>;
  readonly relatedPersons: Loaded<Persons>;
  readonly entries: Loaded<Entries>;
  /** Loaded with undefined: the host did not say who is logged in */
  readonly user: LoadedLater<UserSummary | undefined>;
  readonly capabilities: LoadedLater<Capabilities>;
  /** What the host turned out not to do in this session */
  readonly refused: readonly Refused[];
}

/** The parts that are read when the record is opened, and again on request. */
export type Part = Exclude<keyof RecordSnapshot, 'refused'>;
