import { type Answers, code, groupItems, string } from '../fhir/answers';
import { earliest, latest, type PartialDate } from './date';

/** Whether a day came after another for certain: of two days in the same month it may not be known. */
const isAfter = (day: PartialDate, other: PartialDate): boolean => earliest(day) > latest(other);

/** Step 4: the concern was named to the client before it was discussed with a colleague or expert. */
export function namedOutOfOrder(answers: Answers): boolean {
  const named = string(groupItems(answers, 's4.benoemd'), 's4.benoemd.op');
  const discussed = string(answers, 's4.vooroverleg');
  return named !== undefined && (discussed === undefined || isAfter(discussed, named));
}

/** Step 6: the facility was contacted before the client was informed. That the client was not informed at all has a reason of its own. */
export function contactedOutOfOrder(answers: Answers): boolean {
  const contacted = string(groupItems(answers, 's6.contact'), 's6.contact.op');
  const informed = code(answers, 's6.ingelicht') === 'yes' ? string(answers, 's6.ingelichtOp') : undefined;
  return contacted !== undefined && informed !== undefined && isAfter(informed, contacted);
}
