import { CORRECTS, IDENTIFIER_SYSTEM, questionnaireUrl } from '../../../src/mapping/canonical';
import { entryItems, FAMILY, GIVEN } from './entry-items';
import type { Random } from './random';
import type { ClientTruth, EncounterTruth, EntryTruth, PersonTruth, Stored } from './truth';

const CLASS_NAMES: Readonly<Record<string, string>> = {
  AMB: 'ambulatory',
  IMP: 'inpatient encounter',
  EMER: 'emergency',
  ACUTE: 'inpatient acute',
  NONAC: 'inpatient non-acute',
  VR: 'virtual',
  HH: 'home health',
};
const RESTRICTED =
  '"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R","display":"restricted"}]';
const DISPLAY = 'http://hl7.org/fhir/StructureDefinition/display';

const meta = ({ versionId, lastUpdated }: Stored, security = ''): string => {
  const parts = [
    ...(versionId === undefined ? [] : [`"versionId":"${versionId}"`]),
    ...(lastUpdated === undefined ? [] : [`"lastUpdated":"${lastUpdated}"`]),
    ...(security ? [security] : []),
  ];
  return parts.length > 0 ? `,"meta":{${parts.join()}}` : '';
};
const start = (type: string, stored: Stored, security?: string): string =>
  `{"resourceType":"${type}","id":"${stored.id}"${meta(stored, security)}`;
const field = (name: string, value: string | undefined): string => (value === undefined ? '' : `,"${name}":"${value}"`);
const refers = (name: string, type: string, id: string | undefined): string =>
  id === undefined ? '' : `,"${name}":{"reference":"${type}/${id}"}`;
const ownNumber = (id: string): string => `{"system":"${IDENTIFIER_SYSTEM}","value":"${id}"}`;

/** One line of NDJSON for each resource, as a server writes what the app stored (see fhir-resources/examples). */
export function entryLine(entry: EntryTruth, random: Random): string {
  const { step, corrects } = entry;
  const items = entryItems(entry, random);
  const parts = [
    start('QuestionnaireResponse', entry, step === 1 || step === 3 ? '' : RESTRICTED),
    ',"language":"nl"',
    corrects
      ? `,"extension":[{"url":"${CORRECTS}","extension":[{"url":"entry","valueIdentifier":${ownNumber(corrects.entry)}},{"url":"kind","valueCode":"${corrects.kind}"}]}]`
      : '',
    entry.ownId ? `,"identifier":${ownNumber(entry.ownId)}` : '',
    `,"questionnaire":"${questionnaireUrl(step)}${entry.release}"`,
    `,"_questionnaire":{"extension":[{"url":"${DISPLAY}","valueString":"Kindreflex, deel ${step}"}]}`,
    field('status', entry.status),
    refers('subject', 'Patient', entry.client),
    refers('encounter', 'Encounter', entry.encounter),
    field('authored', entry.authored),
    `,"author":{"reference":"Practitioner/${random.int(100, 999)}"}`,
    items ? `,"item":[${items}]}` : '}',
  ];
  return parts.join('');
}

const nameOf = (random: Random): string =>
  `,"name":[{"family":"${random.pick(FAMILY)}","given":["${random.pick(GIVEN)}"]}]`;

export const clientLine = (client: ClientTruth, random: Random): string =>
  `${start('Patient', client)},"active":true${nameOf(random)},"gender":"unknown"${field('birthDate', client.birthDate)}}`;

export const personLine = (person: PersonTruth, random: Random): string =>
  `${start('RelatedPerson', person)}${person.ownId ? `,"identifier":[${ownNumber(person.ownId)}]` : ''},"active":true${refers('patient', 'Patient', person.client)},"relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"CHILD","display":"child"}]}]${person.named ? nameOf(random) : ''}${field('birthDate', person.birthDate)}}`;

export const encounterLine = (encounter: EncounterTruth): string =>
  `${start('Encounter', encounter)}${field('status', encounter.status)}${
    encounter.class === undefined
      ? ''
      : `,"class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"${encounter.class}","display":"${CLASS_NAMES[encounter.class]}"}`
  }${refers('subject', 'Patient', encounter.client)}${encounter.start === undefined ? '' : `,"period":{"start":"${encounter.start}"}`}${refers('serviceProvider', 'Organization', encounter.service)}}`;
