import type { Coding, Patient, Practitioner, QuestionnaireResponse, Reference } from 'fhir/r4';
import type { Child } from '../../plan/children';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../canonical';
import { nameInUse } from '../child';
import { toRelatedPerson } from '../write-child';
import { writeItems } from '../write-items';
import type { DocumentInput } from './bundle';
import { type CodedIn, codedAnswers } from './coded';
import { sentences } from './narrative';
import type { Block } from './report';

/** "The resource is not all that there is": FHIR's own mark for a copy from which elements were left out. */
const SUBSETTED: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
  display: 'subsetted',
};

/** The client: name and birth date, and nothing else of the record. */
export function patientOf({ name, birthDate }: Patient): Patient {
  const { family, given, text } = nameInUse(name) ?? {};
  const names = given?.filter((one) => typeof one === 'string');
  const said = { ...(text ? { text } : {}), ...(family ? { family } : {}), ...(names?.length ? { given: names } : {}) };
  return {
    resourceType: 'Patient',
    ...(Object.keys(said).length > 0 ? { name: [said] } : {}),
    ...(birthDate ? { birthDate } : {}),
  };
}

export const practitionerOf = (text: string): Practitioner => ({ resourceType: 'Practitioner', name: [{ text }] });

/** A child: name, birth date and relation. */
export function childOf(child: Child, patient: string) {
  const { identifier: _, ...person } = toRelatedPerson({ ...child, uuid: '' }, patient);
  return person;
}

/** What was chosen of an entry, as a copy of its own; undefined where nothing of it is coded. */
export function responseOf(
  { from }: Block,
  subject: Reference,
  within: CodedIn,
  { sourceOf, note, newId }: DocumentInput,
): QuestionnaireResponse | undefined {
  if (!from) return undefined;
  const { entry, answers } = from;
  const { labels, authored } = sourceOf(entry);
  const item = writeItems(codedAnswers(answers, within), (linkId) => within.questionOf(linkId)?.label);
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
