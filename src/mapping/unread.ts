import type { QuestionnaireResponseItem } from 'fhir/r4';
import { type Answers, isInstance } from '../fhir/answers';
import type { Entry } from '../plan/entry';
import { isLinkId } from '../plan/link-ids';

const answeredSomewhere = (answers: Answers, linkId: string): boolean =>
  answers[linkId] !== undefined ||
  Object.values(answers).some((given) => given.some((one) => isInstance(one) && answeredSomewhere(one.items, linkId)));

/**
 * The items of an entry that its answers do not hold: of another version, or with a value of another type. An item of ours
 * that only carries something extra has its answer among the others.
 */
export const unreadItems = ({ answers, unknown = [] }: Entry): QuestionnaireResponseItem[] =>
  unknown
    .filter(({ item }) => !isLinkId(item.linkId) || !answeredSomewhere(answers, item.linkId))
    .map(({ item }) => item);
