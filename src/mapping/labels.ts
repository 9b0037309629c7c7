import type { Coding } from 'fhir/r4';
import type { Step } from '../plan/entry';

/** Short names of the labels in the site configuration. A label asks a host to hold back; it hides nothing by itself. */
export const LABELS = {
  R: { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R', display: 'restricted' },
  V: { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'V', display: 'very restricted' },
  SDV: {
    system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
    code: 'SDV',
    display: 'sexual assault, abuse, or domestic violence information sensitivity',
  },
} as const satisfies Record<string, Coding>;

export type LabelName = keyof typeof LABELS;

/** Ordinary parent support (1, 3) is not labelled; what may hold concern is. */
export const DEFAULT_LABELS: Readonly<Record<Step, readonly LabelName[]>> = {
  1: [],
  2: ['R'],
  3: [],
  4: ['R', 'SDV'],
  5: ['R', 'SDV'],
  6: ['R', 'SDV'],
};

export const codingsOf = (names: readonly LabelName[]): Coding[] => names.map((name) => LABELS[name]);
