import { type Answers, groupItems, values } from '../../../fhir/answers';
import { contactedOutOfOrder, namedOutOfOrder } from '../../../plan/order';

/**
 * The questions for a reason that has no ground now: deciding alone when not exactly one took part, another order when the order is
 * that of the step plan. One that holds an answer stays in sight, or it would be saved unseen. `said`: the answers of the step as
 * they count together with earlier contacts.
 */
export function notAsked(answers: Answers, said: Answers): readonly string[] {
  const decision = groupItems(answers, 's4.besluit');
  const deciders = values(decision, 's4.besluit.wie').filter((who) => typeof who !== 'string' || who.trim() !== '');
  const reasons = [
    { linkId: 's4.besluit.alleenReden', within: decision, asked: deciders.length === 1 },
    { linkId: 's4.volgordeReden', within: answers, asked: namedOutOfOrder(said) },
    { linkId: 's6.volgordeReden', within: answers, asked: contactedOutOfOrder(said) },
  ];
  return reasons.flatMap(({ linkId, within, asked }) => (asked || within[linkId]?.length ? [] : [linkId]));
}
