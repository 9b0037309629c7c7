import { createContext } from 'react';
import type { Answers } from '../../../fhir/answers';
import type { Scopes } from '../../../form/enabled';
import type { Field } from '../../../form/field';
import type { Entry } from '../../../plan/entry';

/** The step of concern on screen, for the blocks that it is laid out in. */
export interface ConcernStep {
  readonly fields: readonly Field[];
  readonly scopes: Scopes;
  /** What is typed in this step */
  readonly answers: Answers;
  /** Earlier entries of the step that count, oldest first; none where an earlier entry itself is being corrected */
  readonly earlier: readonly Entry[];
}

export const StepContext = createContext<ConcernStep>({ fields: [], scopes: [{}], answers: {}, earlier: [] });
