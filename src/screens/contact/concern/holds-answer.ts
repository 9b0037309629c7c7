import type { Answers } from '../../../fhir/answers';
import { isBare } from '../../../record/contact';

/** Whether any of some questions holds an answer; a group with nothing in it holds none. */
export const holdsAnswer = (answers: Answers, linkIds: readonly string[]): boolean =>
  linkIds.some((linkId) => answers[linkId]?.some((answer) => !isBare(answer)));
