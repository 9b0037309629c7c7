import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import { stepOf } from './canonical';

/** Numbers and helpers of the app, which say nothing to a reader */
const NOT_FOR_READERS =
  /^s\d\.(contactDate|setting)$|^s1\.kind\.(refpersoon|id|versie|nieuw\.uuid)$|\.vanaf12$|^s4\.besluit\.volgtOp$/;
/** What a child said is kept in the entry alone. */
const WORDS_OF_A_CHILD = /\.woorden$/;

/** `keep` leaves the child's words in: for the person who typed them, where nothing else keeps them. */
export type ChildsWords = 'leave-out' | 'keep';

/**
 * Entries as a text to read (Dutch, one question per line): built from the words and answers that the responses carry themselves.
 * The caller decides which entries may stand together.
 */
export function noteText(responses: readonly QuestionnaireResponse[], words: ChildsWords = 'leave-out'): string {
  return responses.map((response) => entryText(response, words)).join('\n\n');
}

function entryText({ questionnaire, item = [], author, authored }: QuestionnaireResponse, words: ChildsWords): string {
  const step = stepOf(questionnaire)?.step;
  const contactDate = item.find(({ linkId }) => linkId === `s${step}.contactDate`)?.answer?.[0]?.valueDate;
  const when = contactDate ?? authored?.slice(0, 10);
  const head = [
    `Kindreflex, deel ${step ?? '?'}`,
    ...(when ? [`contact van ${shownDate(when)}`] : []),
    ...(author?.display ? [`door ${author.display}`] : []),
  ];
  return [head.join(', '), ...lines(item, 0, words)].join('\n');
}

function lines(items: readonly QuestionnaireResponseItem[], depth: number, words: ChildsWords): string[] {
  return items.flatMap((item) => {
    const { linkId, text = item.linkId, answer = [] } = item;
    if (NOT_FOR_READERS.test(linkId) || (words === 'leave-out' && WORDS_OF_A_CHILD.test(linkId))) return [];
    const below = [...(item.item ?? []), ...answer.flatMap((one) => one.item ?? [])];
    const given = answer.map(shownAnswer).filter((one) => one !== '');
    const inside = lines(below, depth + 1, words);
    if (given.length === 0 && inside.length === 0) return [];
    const indent = '  '.repeat(depth);
    // A text of several lines stays under its question.
    const said = given.join('; ').replace(/\r?\n/g, `\n${indent}    `);
    return [`${indent}${text}${given.length > 0 ? `: ${said}` : ''}`, ...inside];
  });
}

function shownAnswer(answer: QuestionnaireResponseItemAnswer): string {
  const { valueBoolean, valueCoding: coding, valueDate, valueReference: reference } = answer;
  if (valueBoolean !== undefined) return valueBoolean ? 'ja' : 'nee';
  if (coding) return coding.display ?? coding.code ?? '';
  if (valueDate !== undefined) return shownDate(valueDate);
  if (reference) return reference.display ?? '';
  return String(answer.valueString ?? answer.valueInteger ?? answer.valueDecimal ?? '');
}

/** dd/mm/jjjj, or as much of it as is known */
const shownDate = (date: string): string => date.split('-').reverse().join('/');
