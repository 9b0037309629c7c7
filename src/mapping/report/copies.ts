import type { Coding, Encounter, Patient, Practitioner, QuestionnaireResponse, Reference } from 'fhir/r4';
import type { Child } from '../../plan/children';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../canonical';
import { nameInUse } from '../child';
import { toRelatedPerson } from '../write-child';
import { writeItems } from '../write-items';
import type { DocumentInput } from './bundle';
import { codedAnswers, type PlaceOf } from './coded';
import { sentences } from './narrative';
import type { Block } from './report';

/** "The resource is not all that there is": FHIR's own mark for a copy from which elements were left out. */
const SUBSETTED: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
  display: 'subsetted',
};

/** The client: name, birth date and gender, and nothing else of the record. */
export function patientOf({ name, birthDate, gender }: Patient): Patient {
  const { family, given, text } = nameInUse(name) ?? {};
  const names = given?.filter((one) => typeof one === 'string');
  const said = { ...(text ? { text } : {}), ...(family ? { family } : {}), ...(names?.length ? { given: names } : {}) };
  return {
    resourceType: 'Patient',
    ...(Object.keys(said).length > 0 ? { name: [said] } : {}),
    ...(gender ? { gender } : {}),
    ...(birthDate ? { birthDate } : {}),
  };
}

export const practitionerOf = (text: string): Practitioner => ({ resourceType: 'Practitioner', name: [{ text }] });

/** The encounter of the launch: of which kind, and when. */
export function encounterOf(
  { status, class: kind, period }: NonNullable<DocumentInput['encounter']>,
  subject: Reference,
): Encounter {
  const { system, code, display } = kind;
  const { start, end } = period ?? {};
  const when = { ...(start ? { start } : {}), ...(end ? { end } : {}) };
  return {
    resourceType: 'Encounter',
    status,
    class: { ...(system ? { system } : {}), ...(code ? { code } : {}), ...(display ? { display } : {}) },
    subject,
    ...(Object.keys(when).length > 0 ? { period: when } : {}),
  };
}

/** A child: name, birth date and relation. */
export function childOf(child: Child, patient: string) {
  const { identifier: _, ...person } = toRelatedPerson({ ...child, uuid: '' }, patient);
  return person;
}

/** What was chosen of an entry, as a copy of its own; undefined where nothing of it is coded. */
export function responseOf(
  { from }: Block,
  subject: Reference,
  children: readonly Child[],
  placeOf: PlaceOf,
  { sourceOf, label, note, newId }: DocumentInput,
): QuestionnaireResponse | undefined {
  if (!from) return undefined;
  const { entry, answers } = from;
  const { labels, authored } = sourceOf(entry);
  const item = writeItems(codedAnswers(answers, children, placeOf), label);
  if (item.length === 0) return undefined;
  return {
    resourceType: 'QuestionnaireResponse',
    meta: { ...(labels.length > 0 ? { security: [...labels] } : {}), tag: [SUBSETTED] },
    language: 'nl',
    text: sentences([note], 'nl'),
    identifier: { system: IDENTIFIER_SYSTEM, value: newId() },
    questionnaire: `${questionnaireUrl(entry.step)}${entry.version ? `|${entry.version}` : ''}`,
    status: entry.status,
    subject,
    ...(authored ? { authored } : {}),
    ...(entry.author ? { author: { display: entry.author } } : {}),
    item,
  };
}
