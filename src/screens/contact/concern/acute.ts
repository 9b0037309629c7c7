import { code } from '../../../fhir/answers';
import { addDays } from '../../../plan/date';
import type { PlanState } from '../../../plan/fold';

/**
 * Acute danger as step 2 told it last: whether it is of now, which lasts into the next day for who works at night, or of an earlier
 * day. Of an earlier day it still opens the steps that it opened, but whether it is so now is a question.
 */
export function acuteDanger(
  { entries }: Pick<PlanState, 'entries'>,
  on: string,
): { readonly isNow: boolean; readonly on: string } | undefined {
  const last = entries.findLast(({ step, answers }) => step === 2 && code(answers, 's2.acuut') !== undefined);
  if (!last || code(last.answers, 's2.acuut') !== 'yes') return undefined;
  return { isNow: addDays(last.contactDate, 1) >= on, on: last.contactDate };
}
