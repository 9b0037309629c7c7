import { readFileSync } from 'node:fs';
import type { Bundle, FhirResource, Patient } from 'fhir/r4';
import { FIELDS, INDEXES } from '../../../test/differential/questionnaires';
import { writeDate } from '../../form/date-text';
import type { RelatedPerson } from '../../plan/children';
import { type Entry, STEPS } from '../../plan/entry';
import { foldPlan, type PlanState, type Reading } from '../../plan/fold';
import { fromRelatedPerson } from '../child';
import { fromResponse } from '../response';
import { type DocumentInput, toDocumentBundle } from './bundle';
import type { Picks } from './excerpt';
import { PARTS } from './parts';
import { REFERRAL_LABELS, REFERRAL_PARTS, type ReferralWording } from './referral-wording';
import type { Report } from './report';

const whole = 'whole' as const;
export const WHOLE: Reading = {
  entries: { 1: whole, 2: whole, 3: whole, 4: whole, 5: whole, 6: whole },
  relatedPersons: whole,
};

/** The plan that an example of the FHIR package tells of. */
export function planOfExample(name: string, reading = WHOLE): PlanState {
  const bundle = JSON.parse(readFileSync(`fhir-resources/examples/${name}.json`, 'utf8')) as Bundle<FhirResource>;
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const entries = resources.flatMap((one): Entry[] => {
    const entry = one.resourceType === 'QuestionnaireResponse' ? fromResponse(one) : undefined;
    return entry ? [entry] : [];
  });
  const persons = resources.flatMap((one): RelatedPerson[] =>
    one.resourceType === 'RelatedPerson' ? [fromRelatedPerson(one)] : [],
  );
  return foldPlan(entries, persons, reading);
}

const same = <K extends string>(...keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, `<${key}>`])) as Record<K, string>;

/** Words of the app between angle brackets, so that they are told from what was recorded. */
export const WORDING: ReferralWording = {
  language: 'nl',
  questions: FIELDS,
  yes: 'ja',
  no: 'nee',
  date: writeDate,
  step: (step) => `<step ${step}>`,
  contact: (date, author) => `<contact ${date} ${author ?? ''}>`,
  childName: ({ given, family }) => [given, family].filter(Boolean).join(' ') || '<no name>',
  head: ['<head>'],
  foot: ['<excerpt>'],
  ...same('title', 'about', 'children', 'birthDate', 'unknown', 'nothingVisible', 'partial', 'newer', 'missing'),
  contradicting: '<contradicting>',
  missingOrLeft: '<missing or left>',
  titles: same(...REFERRAL_PARTS),
  labels: same(...REFERRAL_LABELS),
  author: 'Els Verhaegen',
  client: { name: 'Katrijn Aerts', birthDate: '1990-05-17' },
};

/** Everything, but for what is chosen one by one. */
export const allOf = ({ children }: PlanState): Picks => ({
  parts: new Set(PARTS),
  children: new Set(children.map(({ key }) => key)),
  statements: new Set(),
});

export const R = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  code: 'R',
  display: 'restricted',
};

const PATIENT: Patient = {
  resourceType: 'Patient',
  id: 'p-77',
  identifier: [{ system: 'https://ehr.example/number', value: '90051712345' }],
  name: [{ family: 'Aerts', given: ['Katrijn'] }],
  telecom: [{ system: 'phone', value: '+32 470 00 00 00' }],
  address: [{ city: 'Schuiladres' }],
  gender: 'female',
  birthDate: '1990-05-17',
};

const questionOf = (linkId: string) => STEPS.flatMap((step) => INDEXES[step].get(linkId)?.field ?? []).at(0);

/** The document of a report, for the same client whose record holds more than belongs in it. */
export function bundleOf(report: Report, more: Partial<DocumentInput> = {}) {
  let made = 0;
  return toDocumentBundle({
    report,
    patient: PATIENT,
    author: 'Els Verhaegen',
    someone: '<someone>',
    sourceOf: () => ({ labels: [R], authored: '2026-11-24T10:00:00Z' }),
    labels: [R],
    questionOf,
    note: '<excerpt>',
    now: '2026-11-25T10:00:00Z',
    newId: () => `6d1bb4a5-9d3f-4a53-a8a7-${String(++made).padStart(12, '0')}`,
    ...more,
  });
}

export const EXAMPLES: readonly string[] = [
  'declined-yet-gut-feeling',
  's1-no-children',
  's1-not-possible-yet',
  's2-expecting',
  's3-three-children',
  's4-admission-without-childcare',
  's5-gut-feeling-not-alarming',
  's6-alarming-and-willing',
  's7-alarming-not-willing',
  's8-children-already-known',
  's10-declined',
  'sedated-children-from-ambulance',
];
