import type { Answers } from '../../fhir/answers';
import { prune } from '../../form/enabled';
import type { Step } from '../../plan/entry';
import { answersOf, type ContactDraft } from '../../record/contact';
import { anyLoadedFields } from '../load-fields';

/** The answers of a step that a save would write: without those of items that are not enabled now. */
export function enabledAnswers(draft: ContactDraft, step: Step): Answers {
  const answers = answersOf(draft, step);
  const fields = anyLoadedFields(step);
  return fields ? prune(fields, answers) : answers;
}
