import answers from './answers.sql?raw';
import children from './children.sql?raw';
import clients from './clients.sql?raw';
import encounters from './encounters.sql?raw';
import entries from './entries.sql?raw';
import persons from './persons.sql?raw';

/**
 * One table of the figures, as DuckDB makes it from resources of one type. ViewDefinition/kindreflex-<name> says the same in SQL on
 * FHIR. No view holds an author, a source, a name or a text.
 */
export interface View {
  readonly name: 'entries' | 'answers' | 'children' | 'encounters' | 'clients' | 'persons';
  readonly resourceType: 'QuestionnaireResponse' | 'Encounter' | 'Patient' | 'RelatedPerson';
  /** The elements that are read, with their DuckDB types, as the `columns` of read_json; the same for each view of one type */
  readonly columns: Readonly<Record<string, string>>;
  /** `SELECT … FROM source`, where `source` has these columns */
  readonly sql: string;
  /** The output columns that hold identifiers or references. Where they name the same thing, they hold the same text. */
  readonly keys: readonly string[];
}

const META = 'STRUCT(versionId VARCHAR, lastUpdated VARCHAR)';
const REFERENCE = 'STRUCT(reference VARCHAR)';
const IDENTIFIER = 'STRUCT(system VARCHAR, value VARCHAR)';
const CODING = 'STRUCT(code VARCHAR)';
const ANSWER = `STRUCT(valueBoolean BOOLEAN, valueInteger BIGINT, valueDate VARCHAR, valueString VARCHAR, valueCoding ${CODING}, valueReference ${REFERENCE})`;
/** An item with as many levels of items under it; the Questionnaires have three levels. */
const items = (below: number): string =>
  `STRUCT(linkId VARCHAR, answer ${ANSWER}[]${below > 0 ? `, item ${items(below - 1)}` : ''})[]`;

const RESPONSE = {
  id: 'VARCHAR',
  meta: META,
  extension: `STRUCT(url VARCHAR, extension STRUCT(url VARCHAR, valueIdentifier ${IDENTIFIER}, valueCode VARCHAR)[])[]`,
  identifier: IDENTIFIER,
  questionnaire: 'VARCHAR',
  status: 'VARCHAR',
  subject: REFERENCE,
  encounter: REFERENCE,
  authored: 'VARCHAR',
  item: items(2),
};
const ENCOUNTER = {
  id: 'VARCHAR',
  meta: META,
  status: 'VARCHAR',
  class: CODING,
  subject: REFERENCE,
  period: 'STRUCT(start VARCHAR)',
  serviceProvider: REFERENCE,
};
const PATIENT = { id: 'VARCHAR', meta: META, birthDate: 'VARCHAR' };
const PERSON = {
  id: 'VARCHAR',
  meta: META,
  identifier: `${IDENTIFIER}[]`,
  patient: REFERENCE,
  name: 'STRUCT(family VARCHAR, given VARCHAR[], text VARCHAR)[]',
  birthDate: 'VARCHAR',
};

export const VIEWS: readonly View[] = [
  {
    name: 'entries',
    resourceType: 'QuestionnaireResponse',
    columns: RESPONSE,
    sql: entries,
    keys: ['key', 'entry_id', 'client', 'encounter', 'corrects_entry'],
  },
  { name: 'answers', resourceType: 'QuestionnaireResponse', columns: RESPONSE, sql: answers, keys: ['entry'] },
  {
    name: 'children',
    resourceType: 'QuestionnaireResponse',
    columns: RESPONSE,
    sql: children,
    keys: ['entry', 'person', 'own_id'],
  },
  {
    name: 'encounters',
    resourceType: 'Encounter',
    columns: ENCOUNTER,
    sql: encounters,
    keys: ['key', 'client', 'service'],
  },
  { name: 'clients', resourceType: 'Patient', columns: PATIENT, sql: clients, keys: ['key'] },
  { name: 'persons', resourceType: 'RelatedPerson', columns: PERSON, sql: persons, keys: ['key', 'client', 'own_id'] },
];
