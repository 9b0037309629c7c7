import type { Coding, QuestionnaireResponse, Reference } from 'fhir/r4';
import { string } from '../fhir/answers';
import { brusselsDate, earliest, isDate } from '../plan/date';
import type { Entry } from '../plan/entry';
import { IDENTIFIER_SYSTEM, questionnaireUrl, stepOf } from './canonical';
import { correctionExtension, readCorrection } from './correction';
import { readItems, writeItems } from './item';

/** What an entry is about and who writes it, as references of the host (`Patient/1`), and how its questions read. */
export interface EntryContext {
  readonly patient: string;
  readonly encounter?: string;
  /** With a display, so that a later reader sees a name. */
  readonly author?: Reference;
  /** When this version is written (ISO 8601). */
  readonly authored: string;
  /** Sensitivity labels that the site puts on this step. */
  readonly labels: readonly Coding[];
  readonly label: (linkId: string) => string | undefined;
}

/** How a canonical reads for people, such as those who open the response in a chart. */
const DISPLAY = 'http://hl7.org/fhir/StructureDefinition/display';

/** The QuestionnaireResponse that carries an entry. Unknown items of a newer version go back as they came. */
export function toResponse(entry: Entry, context: EntryContext): QuestionnaireResponse {
  const { patient, encounter, author, authored, labels, label } = context;
  return {
    resourceType: 'QuestionnaireResponse',
    ...(labels.length > 0 ? { meta: { security: [...labels] } } : {}),
    language: 'nl',
    ...(entry.corrects ? { extension: [correctionExtension(entry.corrects)] } : {}),
    identifier: { system: IDENTIFIER_SYSTEM, value: entry.id },
    questionnaire: `${questionnaireUrl(entry.step)}${entry.version ? `|${entry.version}` : ''}`,
    _questionnaire: { extension: [{ url: DISPLAY, valueString: `Kindreflex, deel ${entry.step}` }] },
    status: entry.status,
    subject: { reference: patient },
    ...(encounter ? { encounter: { reference: encounter } } : {}),
    authored,
    ...(author ? { author } : {}),
    item: writeItems(entry.answers, label, entry.unknown),
  };
}

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
  const author = response.author?.display ?? response.author?.reference;
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
    ...(author ? { author } : {}),
    ...(response.encounter?.reference ? { encounter: response.encounter.reference } : {}),
  };
}
