import type { QuestionnaireResponseItem } from 'fhir/r4';
import type { Answers } from '../fhir/answers';

export const STEPS = [1, 2, 3, 4, 5, 6] as const;
export type Step = (typeof STEPS)[number];

/** Where an entry says that it corrects an earlier one, on a host that cannot update. */
export interface Correction {
  readonly entry: string;
  readonly kind: 'replaces' | 'withdraws';
  readonly reason?: string;
}

/**
 * An item that this version of the app does not know, or does not know whole (an extension, a question under an answer), kept
 * as it came. A group item whose content is known is here without its content, for its extensions.
 */
export interface UnknownItem {
  /** LinkId and index of each group instance around it, outermost first. */
  readonly group: readonly { readonly linkId: string; readonly index: number }[];
  /** LinkId of the item before it in that group; absent for the first. */
  readonly after?: string;
  readonly item: QuestionnaireResponseItem;
}

/** One recording of one step of the plan: what one contact left behind. */
export interface Entry {
  /** Own identifier (UUID), or `QuestionnaireResponse/<id>` where another system wrote the entry without one. */
  readonly id: string;
  readonly step: Step;
  /** Version of the Questionnaire that it answers; absent when the response names none. */
  readonly version?: string;
  /** YYYY-MM-DD in Belgium. */
  readonly contactDate: string;
  /** The server's time of this version, or when the author wrote it (ISO 8601). */
  readonly recordedAt: string;
  readonly status: 'in-progress' | 'completed' | 'amended' | 'entered-in-error' | 'stopped';
  readonly answers: Answers;
  readonly unknown?: readonly UnknownItem[];
  readonly corrects?: Correction;
  /** The name of who wrote it, where the host gives one. */
  readonly author?: string;
  readonly authorReference?: string;
  readonly encounter?: string;
}
