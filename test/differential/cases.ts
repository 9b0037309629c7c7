import fc from 'fast-check';
import type { QuestionnaireResponse } from 'fhir/r4';
import type { Answers } from '../../src/fhir/answers';
import { QUESTIONNAIRE_VERSION } from '../../src/mapping/canonical';
import { toResponse } from '../../src/mapping/to-response';
import type { Step } from '../../src/plan/entry';
import { validAnswers } from './arbitraries';
import { FAULTS, type Fault, withFault } from './broken';
import { labelOf } from './questionnaires';
import { sample } from './seed';

/** Answers of one step, with the fault that was planted in them. */
export interface Case {
  readonly step: Step;
  readonly answers: Answers;
  readonly fault?: Fault;
}

/** Half of them valid by construction, half broken in one way each. */
export function cases(step: Step, count: number): Case[] {
  const valid = sample(validAnswers(step), count / 2).map((answers) => ({ step, answers }));
  const broken = sample(
    fc
      .constantFrom(...FAULTS)
      .chain((fault) =>
        withFault(step, validAnswers(step), fault).map((answers) => answers && { step, answers, fault }),
      )
      .filter((one) => one !== undefined),
    count / 2,
  );
  return [...valid, ...broken];
}

/** The response that carries answers, as the app writes it. */
export const responseOf = (step: Step, answers: Answers): QuestionnaireResponse =>
  toResponse(
    {
      id: '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10',
      step,
      version: QUESTIONNAIRE_VERSION,
      contactDate: '2026-11-24',
      recordedAt: '2026-11-24T10:00:00.000Z',
      status: 'completed',
      answers,
    },
    { patient: 'Patient/1', authored: '2026-11-24T10:00:00.000Z', labels: [], label: labelOf },
  );
