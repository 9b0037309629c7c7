import type { Coding, QuestionnaireResponse, Reference } from 'fhir/r4';
import type { Entry } from '../plan/entry';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from './canonical';
import { correctionExtension } from './correction';
import { writeItems } from './write-items';

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
