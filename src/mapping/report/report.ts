import type { Answers } from '../../fhir/answers';
import type { Child } from '../../plan/children';
import type { Entry, Step } from '../../plan/entry';
import type { Line } from './lines';

/** Lines that belong together: what was chosen of one entry, or what is said of one child. */
export interface Block {
  readonly title?: string;
  readonly lines: readonly Line[];
  /** The entry that it comes from, and what was chosen of it */
  readonly from?: { readonly entry: Entry; readonly answers: Answers };
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** The steps that what stands in it comes from */
  readonly steps: readonly Step[];
  readonly blocks: readonly Block[];
  /** What could not be read, or may be hidden: sentences */
  readonly notes: readonly string[];
}

/** A report as it is seen, printed, exported and stored: one content, whatever form it takes. */
export interface Report {
  /** referral: a draft for a mandated facility */
  readonly kind: 'report' | 'referral';
  readonly language: 'nl' | 'fr' | 'en';
  readonly title: string;
  /** Whom it is about, for where that does not stand around it: a sentence */
  readonly about: string;
  /** Who made it and when: sentences */
  readonly head: readonly string[];
  readonly sections: readonly Section[];
  readonly foot: readonly string[];
  readonly children: readonly Child[];
  /** How something that is asked for and was not recorded reads */
  readonly missing: string;
}

export const isEmpty = ({ sections }: Report): boolean => sections.length === 0;
