import type { QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import { type Answers, isInstance, type Value } from '../fhir/answers';
import type { UnknownItem } from '../plan/entry';
import { isLinkId, LINK_TYPES } from '../plan/link-ids';
import { readValues } from './item';

const ORDER: ReadonlyMap<string, number> = new Map(Object.keys(LINK_TYPES).map((linkId, index) => [linkId, index]));

function writeValue(linkId: string, value: Value): QuestionnaireResponseItemAnswer {
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (typeof value === 'number') return { valueInteger: value };
  if (typeof value === 'string')
    return isLinkId(linkId) && LINK_TYPES[linkId] === 'date' ? { valueDate: value } : { valueString: value };
  return isLinkId(linkId) && LINK_TYPES[linkId] === 'reference' ? { valueReference: value } : { valueCoding: value };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What an unknown item says about an item that has answers: its own decoration, while the answers are still those it came with. */
function isDecorationOf(kept: UnknownItem, linkId: string, values: readonly Value[]): boolean {
  return kept.item.linkId === linkId && isLinkId(linkId) && isSame(readValues(linkId, kept.item), values);
}

/** True for an item whose values were understood, so that the answers alone say whether it is still there. */
function isUnderstood({ item }: UnknownItem): boolean {
  return isLinkId(item.linkId) && LINK_TYPES[item.linkId] !== 'group' && !!readValues(item.linkId, item)?.length;
}

function place(items: readonly QuestionnaireResponseItem[], { after, item }: UnknownItem): QuestionnaireResponseItem[] {
  const before = after === undefined ? -1 : items.findLastIndex(({ linkId }) => linkId === after);
  const at = after !== undefined && before < 0 ? items.length : before + 1;
  return [...items.slice(0, at), item, ...items.slice(at)];
}

/**
 * Writes answers as response items, in the order of the Questionnaire, each with its question as text. Unknown items return
 * to their group, behind the item that they came behind; a group without any answer is left out.
 */
export function writeItems(
  answers: Answers,
  label: (linkId: string) => string | undefined,
  unknown: readonly UnknownItem[] = [],
): QuestionnaireResponseItem[] {
  const here = unknown.filter(({ group }) => group.length === 0);
  const inside = (linkId: string, key: string): UnknownItem[] =>
    unknown
      .filter(({ group: [first] }) => first?.linkId === linkId && String(first.index) === key)
      .map((kept) => ({ ...kept, group: kept.group.slice(1) }));
  const linkIds = Object.keys(answers).sort((a, b) => (ORDER.get(a) ?? 0) - (ORDER.get(b) ?? 0));
  const written = linkIds.flatMap((linkId): QuestionnaireResponseItem[] => {
    const given = answers[linkId] ?? [];
    const text = label(linkId);
    const head = { linkId, ...(text ? { text } : {}) };
    const groups = given.filter(isInstance).flatMap(({ key, items }) => {
      const kept = inside(linkId, key);
      const isShell = ({ group, item }: UnknownItem) => group.length === 0 && item.linkId === linkId;
      const content = kept.filter((one) => !isShell(one));
      const item = writeItems(items, label, content);
      return item.length > 0 ? [{ ...kept.find(isShell)?.item, ...head, item }] : [];
    });
    const values = given.flatMap((value) => (isInstance(value) ? [] : [value]));
    if (values.length === 0) return groups;
    const decorated = here.find((kept) => isDecorationOf(kept, linkId, values));
    return [decorated?.item ?? { ...head, answer: values.map((value) => writeValue(linkId, value)) }];
  });
  return here.filter((kept) => !isUnderstood(kept)).reduce(place, written);
}
