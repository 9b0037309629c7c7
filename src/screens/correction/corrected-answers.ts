import type { Answers } from '../../fhir/answers';
import { prune } from '../../form/enabled';
import type { Field } from '../../form/field';
import { changedItems } from '../../record/correct-answers';

/**
 * The answers of an entry after someone edited them in its form. An item that no edit touched stays as it was read, also one that the
 * form of today would not ask; of the others what takes an answer now.
 */
export function correctedAnswers(fields: readonly Field[], before: Answers, edited: Answers): Answers {
  const asked = prune(fields, edited);
  const touched = changedItems(prune(fields, before), asked);
  const kept = Object.entries(before).filter(([linkId]) => !touched.includes(linkId));
  const now = Object.entries(asked).filter(([linkId]) => touched.includes(linkId));
  return Object.fromEntries([...kept, ...now]);
}
