import type { QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import { shownDate, shownMoment } from './shown';

/** The name behind a reference, where this host knows it. */
export type NameBehind = (reference: string) => string | undefined;

/** One answer in words, whatever its type. */
export function shownAnswer(answer: QuestionnaireResponseItemAnswer, nameBehind: NameBehind): string {
  const { valueCoding: coding, valueQuantity: quantity, valueReference: reference } = answer;
  if (answer.valueBoolean !== undefined) return answer.valueBoolean ? 'Ja' : 'Nee';
  if (coding) return coding.display ?? coding.code ?? '';
  if (answer.valueDate !== undefined) return shownDate(answer.valueDate);
  if (answer.valueDateTime !== undefined) return shownMoment(answer.valueDateTime);
  if (quantity) return `${quantity.value ?? ''} ${quantity.unit ?? ''}`.trim();
  if (reference) return reference.display ?? nameBehind(reference.reference ?? '') ?? reference.reference ?? '';
  const plain = answer.valueString ?? answer.valueInteger ?? answer.valueDecimal ?? answer.valueTime ?? answer.valueUri;
  return plain === undefined ? '' : String(plain);
}

export type Line = { depth: number; text: string; answers: string[] };

/** A response as lines to read, in order, groups and the items under an answer indented. */
export function linesOf(
  items: readonly QuestionnaireResponseItem[],
  nameBehind: NameBehind = () => undefined,
  depth = 0,
): Line[] {
  return items.flatMap((item) => {
    const answers = (item.answer ?? []).map((answer) => shownAnswer(answer, nameBehind)).filter((text) => text !== '');
    const below = [...(item.item ?? []), ...(item.answer ?? []).flatMap((answer) => answer.item ?? [])];
    return [{ depth, text: item.text ?? item.linkId, answers }, ...linesOf(below, nameBehind, depth + 1)];
  });
}
