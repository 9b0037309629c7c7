/** One search parameter of R4: https://hl7.org/fhir/R4/searchparameter-registry.html */
export type SearchParameter = {
  kind: 'token' | 'reference' | 'canonical' | 'date' | 'string' | 'uri';
  /** Dotted paths from the resource; any of them may match. */
  paths: readonly string[];
  /** A reference parameter that looks only at references to this type. */
  only?: string;
};

const on =
  (kind: SearchParameter['kind']) =>
  (...paths: string[]): SearchParameter => ({ kind, paths });
const token = on('token');
const reference = on('reference');
const date = on('date');
const text = on('string');
const uri = on('uri');
const canonical = on('canonical');

const ofEvery = {
  _id: token('id'),
  _lastUpdated: date('meta.lastUpdated'),
  _tag: token('meta.tag'),
  _security: token('meta.security'),
};

const person = {
  identifier: token('identifier'),
  active: token('active'),
  name: text('name.family', 'name.given', 'name.text'),
  family: text('name.family'),
  given: text('name.given'),
  gender: token('gender'),
};
const { family: _family, given: _given, ...relatedPerson } = person;
const subject = { subject: reference('subject'), patient: { ...reference('subject'), only: 'Patient' } };
const definition = {
  url: uri('url'),
  version: token('version'),
  name: text('name'),
  title: text('title'),
  status: token('status'),
  identifier: token('identifier'),
};

/** The resource types this store knows, each with the parameters it really searches by. */
export const searchParameters: Readonly<Record<string, Readonly<Record<string, SearchParameter>>>> = {
  Patient: { ...ofEvery, ...person, birthdate: date('birthDate') },
  RelatedPerson: {
    ...ofEvery,
    ...relatedPerson,
    patient: { ...reference('patient'), only: 'Patient' },
    birthdate: date('birthDate'),
    relationship: token('relationship'),
  },
  Practitioner: { ...ofEvery, ...person },
  PractitionerRole: {
    ...ofEvery,
    identifier: token('identifier'),
    active: token('active'),
    practitioner: reference('practitioner'),
    organization: reference('organization'),
  },
  Organization: { ...ofEvery, identifier: token('identifier'), active: token('active'), name: text('name', 'alias') },
  Encounter: {
    ...ofEvery,
    ...subject,
    identifier: token('identifier'),
    status: token('status'),
    class: token('class'),
    date: date('period'),
  },
  Questionnaire: { ...ofEvery, ...definition },
  QuestionnaireResponse: {
    ...ofEvery,
    ...subject,
    identifier: token('identifier'),
    encounter: reference('encounter'),
    questionnaire: canonical('questionnaire'),
    status: token('status'),
    authored: date('authored'),
    author: reference('author'),
    source: reference('source'),
  },
  DocumentReference: {
    ...ofEvery,
    ...subject,
    identifier: token('identifier', 'masterIdentifier'),
    status: token('status'),
    type: token('type'),
    category: token('category'),
    date: date('date'),
    encounter: reference('context.encounter'),
    related: reference('context.related'),
  },
  Provenance: {
    ...ofEvery,
    target: reference('target'),
    patient: { ...reference('target'), only: 'Patient' },
    agent: reference('agent.who'),
    recorded: date('recorded'),
  },
  PlanDefinition: { ...ofEvery, ...definition },
  CodeSystem: { ...ofEvery, ...definition },
  ValueSet: { ...ofEvery, ...definition },
  StructureDefinition: { ...ofEvery, ...definition },
};

export const isKnownType = (type: string) => Object.hasOwn(searchParameters, type);
