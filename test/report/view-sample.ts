import { readdirSync, readFileSync } from 'node:fs';
import type { Bundle, Resource } from 'fhir/r4';
import { openDatabase } from '../../src/report/read/database';
import { jsonStructure } from '../../src/report/read/json-structure';
import type { View } from '../../src/report/views/views';
import { cases } from './generate/generate';
import { clientLine, encounterLine, entryLine, personLine } from './generate/lines';
import { Random } from './generate/random';
import type { Row } from './view-runner';

/** As a service's server would give them, mistakes and all. */
function generated(entries: number): Resource[] {
  const random = new Random(20);
  return [...cases({ seed: 20, entries, asOf: '2026-11-24', trouble: 0.2 })]
    .flatMap((told) => [
      ...told.clients.map((one) => clientLine(one, random)),
      ...told.persons.map((one) => personLine(one, random)),
      ...told.encounters.map(encounterLine),
      ...told.entries.map((one) => entryLine(one, random)),
    ])
    .map((line) => JSON.parse(line));
}

const examples = (): Resource[] =>
  readdirSync('fhir-resources/examples').flatMap((file) =>
    (JSON.parse(readFileSync(`fhir-resources/examples/${file}`, 'utf8')) as Bundle).entry?.flatMap(
      ({ resource }) => resource ?? [],
    ),
  ) as Resource[];

const Q = 'https://w3id.org/kindreflex/Questionnaire/kindreflex-';
const coding = (code: string) => ({ valueCoding: { system: 'https://ehr.example.org', code } });

/** What neither the app nor the generator writes, and another system may. */
const ODD = [
  { resourceType: 'QuestionnaireResponse', id: 'o1', questionnaire: `${Q}1-conversation`, status: 'completed' },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'o2',
    questionnaire: 'https://example.org/Questionnaire/phq-9',
    status: 'completed',
    item: [{ linkId: 's1.kind', item: [{ linkId: 's1.kind.id', answer: [{ valueString: 'x' }] }] }],
  },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'o3',
    identifier: { system: 'https://ehr.example.org/numbers', value: '7' },
    questionnaire: `${Q}2-safety|0.1.0`,
    status: 'completed',
    subject: { reference: 'Group/1' },
    encounter: { display: 'only named' },
    authored: '2026-03',
    extension: [
      { url: 'https://ehr.example.org/other', valueString: 'x' },
      {
        url: 'https://w3id.org/kindreflex/StructureDefinition/corrects',
        extension: [{ url: 'kind', valueCode: 'withdraws' }],
      },
    ],
    item: [
      { linkId: 's2.contactDate', answer: [{ valueDate: '2026-03' }] },
      { linkId: 's2.criteria', answer: [coding('mental-crisis'), coding('aggression')] },
      { linkId: 's2.overlegMet', answer: [coding('role-nurse'), { valueString: 'imam' }] },
      {
        linkId: 's2.redenen',
        item: [{ linkId: 's2.redenen.bron' }, { linkId: 's2.redenen.tekst', answer: [{ valueString: 'a' }] }],
      },
      { linkId: 's2.overleg', answer: [{ valueBoolean: false }] },
    ],
  },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'o4',
    questionnaire: `${Q}1-conversation|0.1.0`,
    status: 'amended',
    subject: { reference: 'Patient/o', display: 'Somebody' },
    item: [
      { linkId: 's1.setting', answer: [{ valueString: 'a ward' }, coding('inpatient')] },
      { linkId: 's1.aantal', answer: [{ valueInteger: 0 }] },
      { linkId: 's1.kind' },
      {
        linkId: 's1.kind',
        item: [{ linkId: 's1.kind.refpersoon', answer: [{ valueReference: { reference: 'Patient/child' } }] }],
      },
      {
        linkId: 's1.kind',
        item: [
          { linkId: 's1.kind.nieuw', item: [{ linkId: 's1.kind.nieuw.naam', answer: [{ valueString: 'Maes' }] }] },
        ],
      },
      {
        linkId: 's1.kind',
        item: [
          { linkId: 's1.kind.naam', answer: [{ valueString: 'Maes' }] },
          { linkId: 's1.kind.geboortedatum', answer: [{ valueDate: '2019' }] },
        ],
      },
    ],
  },
  { resourceType: 'Encounter', id: 'o5', status: 'unknown', class: { code: 'AMB' } },
  {
    resourceType: 'Encounter',
    id: 'o6',
    status: 'finished',
    class: { display: 'visit' },
    subject: { reference: 'Group/1' },
    period: { end: '2026-03-01' },
    serviceProvider: { display: 'somewhere' },
  },
  { resourceType: 'Patient', id: 'o7', meta: { versionId: '3' }, birthDate: '1980' },
  {
    resourceType: 'RelatedPerson',
    id: 'o8',
    patient: { reference: 'Patient/o7' },
    name: [{ use: 'old' }, { text: 'Emma' }],
  },
  {
    resourceType: 'RelatedPerson',
    id: 'o9',
    patient: { identifier: { value: '1' } },
    identifier: [
      { value: '0' },
      { system: 'https://w3id.org/kindreflex/id', value: 'a' },
      { system: 'https://w3id.org/kindreflex/id', value: 'b' },
    ],
    name: [{ use: 'old' }],
    birthDate: '2019-03',
  },
] as unknown as Resource[];

/** Some hundreds of generated resources, the examples of fhir-resources, and oddities; versions of one resource among them. */
export const sample = (): Resource[] => [...generated(500), ...examples(), ...ODD];

/** The rows as DuckDB makes them from the same resources. */
export async function rowsBySql({ resourceType, columns, sql }: View, resources: readonly Resource[]): Promise<Row[]> {
  const database = await openDatabase();
  const connection = await database.connect();
  try {
    await connection.run('CREATE TABLE lines(text VARCHAR)');
    const appender = await connection.createAppender('lines');
    for (const resource of resources.filter((one) => one.resourceType === resourceType)) {
      appender.appendVarchar(JSON.stringify(resource));
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(
      `CREATE TABLE source AS SELECT unnest(from_json(text, '${jsonStructure(columns)}')) FROM lines`,
    );
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}
