import type { QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import type { Answers, Instance, Value } from '../fhir/answers';
import type { UnknownItem } from '../plan/entry';
import { isLinkId, LINK_TYPES, type LinkId } from '../plan/link-ids';

/** The value of an answer whose type this version knows; undefined for any other, so that it is kept as it came. */
function readValue(linkId: LinkId, answer: QuestionnaireResponseItemAnswer): Value | undefined {
  if ('modifierExtension' in answer) return undefined;
  const { valueBoolean, valueInteger, valueDate, valueString, valueCoding, valueReference } = answer;
  switch (LINK_TYPES[linkId]) {
    case 'boolean':
      return valueBoolean;
    case 'integer':
      return valueInteger;
    case 'date':
      return valueDate;
    case 'choice':
      return valueCoding;
    case 'open-choice':
      return valueCoding ?? valueString;
    case 'reference':
      return valueReference;
    case 'group':
      return undefined;
    default:
      return valueString;
  }
}

/** The values of an item that is no group; undefined when one of them, or a modifier, is not understood. */
export function readValues(linkId: LinkId, item: QuestionnaireResponseItem): Value[] | undefined {
  if ('modifierExtension' in item) return undefined;
  const read = (item.answer ?? []).map((answer) => readValue(linkId, answer));
  const understood = read.filter((value) => value !== undefined);
  return understood.length === read.length ? understood : undefined;
}

const PLAIN = ['linkId', 'text', 'answer', 'item'];

/** True when an item holds more than its values: an extension, an element id, items under an answer. */
function isDecorated({ item, ...rest }: QuestionnaireResponseItem): boolean {
  const more = Object.keys(rest).some((element) => !PLAIN.includes(element));
  return more || item !== undefined || (rest.answer ?? []).some((answer) => Object.keys(answer).length !== 1);
}

/** Reads response items into answers; whatever this version does not understand comes back as it was, with its place. */
export function readItems(
  items: readonly QuestionnaireResponseItem[],
  group: UnknownItem['group'] = [],
): { answers: Answers; unknown: UnknownItem[] } {
  const answers: Record<string, (Value | Instance)[]> = {};
  const unknown: UnknownItem[] = [];
  for (const [position, item] of items.entries()) {
    const { linkId } = item;
    const before = items[position - 1]?.linkId;
    const keep = () => unknown.push({ group, ...(before === undefined ? {} : { after: before }), item });
    if (!isLinkId(linkId)) {
      keep();
      continue;
    }
    const given = answers[linkId] ?? [];
    if (LINK_TYPES[linkId] === 'group') {
      const { item: content, ...shell } = item;
      const place = [...group, { linkId, index: given.length }];
      const inner = readItems(content ?? [], place);
      const isMore = Object.keys(shell).some((element) => !PLAIN.includes(element));
      const isEmpty = Object.keys(inner.answers).length === 0;
      if (isEmpty && !isMore && !item.answer && inner.unknown.length === 0) continue;
      // Nothing in it is understood: it stays whole, since an instance without answers would not outlive an edit.
      if (isEmpty || item.answer || 'modifierExtension' in item) {
        keep();
        continue;
      }
      if (isMore) unknown.push({ group: place, item: shell });
      unknown.push(...inner.unknown);
      answers[linkId] = [...given, { key: String(given.length), items: inner.answers }];
      continue;
    }
    const values = readValues(linkId, item);
    if (values === undefined || isDecorated(item)) keep();
    if (values && values.length > 0) answers[linkId] = [...given, ...values];
  }
  return { answers, unknown };
}
