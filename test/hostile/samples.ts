import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Bundle, FhirResource, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { type ResourceOf, type ResourceType, readResource } from '../../src/fhir/schemas';
import { IDENTIFIER_SYSTEM } from '../../src/mapping/canonical';
import { hostile } from './arbitraries';

/** The client of these samples */
export const PATIENT = 'a';
const about = { reference: `Patient/${PATIENT}` };

/** Everything that our examples tell of, as if it were about one client. */
const examples: readonly FhirResource[] = readdirSync('fhir-resources/examples').flatMap((file) => {
  const text = readFileSync(`fhir-resources/examples/${file}`, 'utf8').replace(/"Patient\/[^"]+"/g, '"Patient/a"');
  return ((JSON.parse(text) as Bundle<FhirResource>).entry ?? []).flatMap(({ resource }) => resource ?? []);
});

const meta = {
  versionId: '3',
  lastUpdated: '2026-11-24T09:10:11.123+01:00',
  security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }],
};
const narrative = {
  status: 'generated' as const,
  div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>globalThis.hostile=1</script></div>',
};
const foreign = [{ url: 'https://ehr.example/school', valueString: 'De Linde' }];

/** A child as a host with much of its own keeps it. */
export const fullPerson: RelatedPerson = {
  resourceType: 'RelatedPerson',
  id: 'tuur',
  meta,
  text: narrative,
  contained: [{ resourceType: 'Organization', id: 'school' }],
  extension: foreign,
  identifier: [
    { system: 'https://ehr.example/persons', value: 'P-778', use: 'official' },
    { system: IDENTIFIER_SYSTEM, value: '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10' },
  ],
  active: true,
  patient: about,
  relationship: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }], text: 'zoon' },
  ],
  name: [{ use: 'official', family: 'Maes', given: ['Tuur', 'Jan'], extension: foreign, period: { start: '2017' } }],
  telecom: [{ system: 'phone', value: '+32 470 00 00 00' }],
  address: [{ city: 'Gent' }],
  gender: 'male',
  _birthDate: {
    extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '2017-05-02T10:00:00Z' },
    ],
  },
};
const { name: _name, relationship: _relationship, ...bare } = fullPerson;

const ofType = <T extends FhirResource['resourceType']>(type: T) =>
  examples.filter((one): one is Extract<FhirResource, { resourceType: T }> => one.resourceType === type);

/** A response with what another system may put into it. */
function decorated(response: QuestionnaireResponse): QuestionnaireResponse {
  const [first, ...rest] = response.item ?? [];
  return {
    ...response,
    meta,
    text: narrative,
    extension: foreign,
    item: [
      ...(first ? [{ ...first, extension: foreign, id: 'i1' }] : []),
      { linkId: 'their.question', text: 'Hun vraag', answer: [{ valueQuantity: { value: 3 } }] },
      ...rest,
    ],
  };
}

export const responses: readonly QuestionnaireResponse[] = ofType('QuestionnaireResponse').flatMap((one, index) => {
  const response = { ...one, id: `r${index}`, subject: about };
  return [response, decorated(response)];
});

export const persons: readonly RelatedPerson[] = [
  fullPerson,
  { ...bare, id: 'bare' },
  ...ofType('RelatedPerson').map((person, index) => ({ ...person, id: `p${index}`, patient: about, meta })),
];

const of = <T extends object>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Valid resources of each type that the app reads. */
export const VALID: Readonly<Record<ResourceType, fc.Arbitrary<FhirResource>>> = {
  Patient: of<FhirResource>([
    {
      resourceType: 'Patient',
      id: PATIENT,
      meta,
      text: narrative,
      name: [
        { family: 'Maes', given: ['Sofie'], prefix: ['mevr.'] },
        { text: 'Sofie oud', use: 'old' },
      ],
      birthDate: '1987-02-14',
      deceasedDateTime: '2026-11-20T10:00:00Z',
      link: [{ other: { reference: 'Patient/b' }, type: 'seealso' }],
    },
  ]),
  RelatedPerson: of(persons),
  Encounter: of<FhirResource>([
    {
      resourceType: 'Encounter',
      id: 'e',
      meta,
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      subject: about,
      period: { start: '2026-11-24T08:00:00+01:00' },
    },
  ]),
  Practitioner: of<FhirResource>([
    { resourceType: 'Practitioner', id: 'n', name: [{ family: 'Verhaegen', given: ['Els'] }], gender: 'female' },
  ]),
  PractitionerRole: of<FhirResource>([
    {
      resourceType: 'PractitionerRole',
      id: 'pr',
      practitioner: { reference: 'Practitioner/n', display: 'Els Verhaegen' },
      code: [{ text: 'verpleegkundige' }],
    },
  ]),
  QuestionnaireResponse: of(responses),
  Provenance: of<FhirResource>([
    {
      resourceType: 'Provenance',
      id: 'v',
      meta: { ...meta, tag: [{ system: IDENTIFIER_SYSTEM, code: '0f3b7d9c-9d3f-4a53-a8a7-6d1bb4a53f11' }] },
      target: [{ reference: 'RelatedPerson/tuur' }],
      recorded: '2026-11-24T09:10:11Z',
      agent: [{ who: { reference: 'Practitioner/n' } }, { who: { display: 'Kindreflex on FHIR' } }],
    },
  ]),
  DocumentReference: of<FhirResource>([
    {
      resourceType: 'DocumentReference',
      id: 'd',
      meta,
      status: 'current',
      docStatus: 'final',
      identifier: [{ system: IDENTIFIER_SYSTEM, value: '0f3b7d9c-9d3f-4a53-a8a7-6d1bb4a53f10' }],
      subject: about,
      date: '2026-11-24T09:10:11Z',
      context: { related: [{ identifier: { system: IDENTIFIER_SYSTEM, value: 'x' } }] },
      content: [{ attachment: { contentType: 'application/fhir+json', title: 'Kindreflex, deel 1' } }],
    },
  ]),
  OperationOutcome: of<FhirResource>([
    {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', code: 'suppressed', expression: ['RelatedPerson.birthDate'] }],
    },
  ]),
};

/** What a host may send and a reader lets through. */
export const letThrough = <K extends ResourceType>(type: K): fc.Arbitrary<ResourceOf<K>> =>
  hostile(VALID[type])
    .map((json) => readResource(type, json))
    .filter((resource) => resource !== undefined);
