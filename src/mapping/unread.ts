import type { QuestionnaireResponseItem } from 'fhir/r4';
import type { Entry } from '../plan/entry';
import { isLinkId, LINK_TYPES } from '../plan/link-ids';
import { readValues } from './item';

function isUnread(item: QuestionnaireResponseItem): boolean {
  const { linkId } = item;
  if (!isLinkId(linkId)) return true;
  if (LINK_TYPES[linkId] !== 'group') return readValues(linkId, item) === undefined;
  return item.answer !== undefined || (item.item ?? []).some(isUnread);
}

/**
 * The items of an entry that its answers do not hold: of another version, or with a value of another type. An item of ours
 * that only carries something extra has its answer among the others.
 */
export const unreadItems = ({ unknown = [] }: Entry): QuestionnaireResponseItem[] =>
  unknown.map(({ item }) => item).filter(isUnread);
