import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import { brusselsDate } from '../plan/date';
import { stepOf } from './canonical';
import { readCorrection } from './correction';

/** Numbers and helpers of the app, which say nothing to a reader */
const NOT_FOR_READERS =
  /^s\d\.(contactDate|setting)$|^s1\.kind\.(refpersoon|id|versie|nieuw\.uuid)$|\.vanaf12$|^s4\.besluit\.volgtOp$/;
/** What a child said is kept in the entry alone. */
const WORDS_OF_A_CHILD = /\.woorden$/;

/** What a reader's screen may take for the end of a line */
const LINE_ENDS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;

/**
 * Entries as a text to read (Dutch, one question per line): built from the words and answers that the responses carry themselves.
 * The caller decides which entries may stand together.
 */
export function noteText(responses: readonly QuestionnaireResponse[]): string {
  return responses.map((response) => entryText(response)).join('\n\n');
}

function entryText(response: QuestionnaireResponse): string {
  const { questionnaire, item = [], author, authored, extension } = response;
  const step = stepOf(questionnaire)?.step;
  const contactDate = item.find(({ linkId }) => linkId === `s${step}.contactDate`)?.answer?.[0]?.valueDate;
  // A leap second is FHIR and no instant for a browser.
  const written = new Date(authored ?? '');
  const when = contactDate ?? (Number.isNaN(written.getTime()) ? undefined : brusselsDate(written));
  const head = [
    `Kindreflex, deel ${step ?? '?'}`,
    ...(when ? [`contact van ${shownDate(when)}`] : []),
    ...(author?.display ? [`door ${author.display.replace(LINE_ENDS, ' ')}`] : []),
    ...(readCorrection(extension)?.kind === 'replaces' ? ['ter verbetering van wat eerder genoteerd is'] : []),
  ];
  return [head.join(', '), ...lines(item, 0)].join('\n');
}

function lines(items: readonly QuestionnaireResponseItem[], depth: number): string[] {
  return items.flatMap((item) => {
    const { linkId, text = item.linkId, answer = [] } = item;
    if (NOT_FOR_READERS.test(linkId) || WORDS_OF_A_CHILD.test(linkId)) return [];
    const below = [...(item.item ?? []), ...answer.flatMap((one) => one.item ?? [])];
    const given = answer.map(shownAnswer).filter((one) => one !== '');
    const inside = lines(below, depth + 1);
    if (given.length === 0 && inside.length === 0) return [];
    const indent = '  '.repeat(depth);
    // A text of several lines stays under its question.
    const said = given.join('; ').replace(LINE_ENDS, `\n${indent}    `);
    return [`${indent}${text}${given.length > 0 ? `${text.endsWith('?') ? '' : ':'} ${said}` : ''}`, ...inside];
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
