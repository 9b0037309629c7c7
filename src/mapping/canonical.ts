import { STEPS, type Step } from '../plan/entry';

/** The canonical base of everything this project defines. */
export const CANONICAL = 'https://w3id.org/kindreflex';

/** The system of the identifiers that the app gives to what it creates. */
export const IDENTIFIER_SYSTEM = `${CANONICAL}/id`;

export const ANSWER_SYSTEM = `${CANONICAL}/CodeSystem/kindreflex-answer`;
export const CORRECTS = `${CANONICAL}/StructureDefinition/corrects`;

/** The version of the Questionnaires that this app ships. */
export const QUESTIONNAIRE_VERSION = '0.1.0';

export const QUESTIONNAIRE_ID = {
  1: 'kindreflex-1-conversation',
  2: 'kindreflex-2-safety',
  3: 'kindreflex-3-support',
  4: 'kindreflex-4-concern',
  5: 'kindreflex-5-restore-safety',
  6: 'kindreflex-6-mandate',
} as const satisfies Record<Step, string>;

export const questionnaireUrl = (step: Step): string => `${CANONICAL}/Questionnaire/${QUESTIONNAIRE_ID[step]}`;

/** The step that a canonical (with or without |version) belongs to, and the version it names. */
export function stepOf(canonical: string | undefined): { readonly step: Step; readonly version?: string } | undefined {
  const [url, version] = (canonical ?? '').split('|', 2);
  const step = STEPS.find((candidate) => questionnaireUrl(candidate) === url);
  return step && { step, ...(version ? { version } : {}) };
}
