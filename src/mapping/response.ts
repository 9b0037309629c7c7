import type { QuestionnaireResponse } from 'fhir/r4';
import { string } from '../fhir/answers';
import { brusselsDate, earliest, isDate } from '../plan/date';
import type { Entry } from '../plan/entry';
import { IDENTIFIER_SYSTEM, stepOf } from './canonical';
import { readCorrection } from './correction';
import { readItems } from './item';

const instant = (time: string | undefined): string | undefined => {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** The day of contact: as answered, or where that is missing or partial, the day of writing when it can be that one. */
function contactDay(answered: string | undefined, authored: string): string {
  const written = authored ? brusselsDate(new Date(authored)) : '';
  if (answered === undefined || !isDate(answered)) return written;
  return written.startsWith(answered) ? written : earliest(answered);
}

/** Reads an entry from a response; undefined when it does not answer one of our six Questionnaires. */
export function fromResponse(response: QuestionnaireResponse): Entry | undefined {
  const about = stepOf(response.questionnaire);
  if (!about) return undefined;
  const { answers, unknown } = readItems(response.item ?? []);
  const recordedAt = instant(response.meta?.lastUpdated) ?? instant(response.authored) ?? '';
  const authored = instant(response.authored) ?? recordedAt;
  const own = response.identifier?.system === IDENTIFIER_SYSTEM ? response.identifier.value : undefined;
  const corrects = readCorrection(response.extension);
  return {
    id: own ?? `QuestionnaireResponse/${response.id ?? ''}`,
    step: about.step,
    ...(about.version ? { version: about.version } : {}),
    contactDate: contactDay(string(answers, `s${about.step}.contactDate`), authored),
    recordedAt,
    status: response.status,
    answers,
    ...(unknown.length > 0 ? { unknown } : {}),
    ...(corrects ? { corrects } : {}),
    ...(response.author?.display ? { author: response.author.display } : {}),
    ...(response.author?.reference ? { authorReference: response.author.reference } : {}),
    ...(response.encounter?.reference ? { encounter: response.encounter.reference } : {}),
  };
}
