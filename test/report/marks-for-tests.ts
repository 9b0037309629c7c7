import { CORRECTS, IDENTIFIER_SYSTEM } from '../../src/mapping/canonical';

/** With which every planted mark begins; what follows names the element that it was planted in. Letters and digits: ids allow no more. */
export const MARK = 'Zq7x';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the figures are made of: marked, it would count for nothing. */
const COUNTED = [
  'resourceType',
  'linkId',
  'code',
  'status',
  'questionnaire',
  'valueDate',
  'birthDate',
  'authored',
  'lastUpdated',
  'versionId',
  'start',
  'valueCode',
  'valueInteger',
];
const OURS = [IDENTIFIER_SYSTEM, CORRECTS, 'entry', 'kind'];

const marked = (text: string, key: string): string => `${text}${MARK}${key.replace(/[^A-Za-z]/g, '').slice(0, 12)}`;

/** Appends a mark to every text of a resource, also to those that are counted when `all`. Ids and references keep matching. */
export function mark(value: Json, all: boolean, key = ''): Json {
  if (typeof value === 'string') {
    const stays = key === 'resourceType' || (!all && (COUNTED.includes(key) || OURS.includes(value)));
    // A reference ends as the id does that it names.
    return stays ? value : marked(value, key === 'reference' ? 'id' : key);
  }
  if (Array.isArray(value)) return value.map((one: Json) => mark(one, all, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mark(one as Json, all, name)]));
}

const person = { family: 'x', given: ['x', 'x'], text: 'x', prefix: ['x'] };
const reference = { display: 'x', identifier: { system: 'x', value: 'x' } };

/** Adds what a server may send beside what the app writes, so that there are more places for a mark. */
export function enrich(resource: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const { meta, extension, item } = resource;
  const of = (name: string): object => (resource[name] ?? {}) as object;
  const always = {
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
    meta: { ...(meta as object), source: 'x', profile: ['x'], tag: [{ system: 'x', code: 'x', display: 'x' }] },
    contained: [{ resourceType: 'Practitioner', id: 'x', name: [person], telecom: [{ system: 'phone', value: 'x' }] }],
    extension: [...((extension ?? []) as Json[]), { url: 'https://ehr.example.org/x', valueString: 'x' }],
    implicitRules: 'x',
  };
  switch (resource.resourceType) {
    case 'QuestionnaireResponse':
      return {
        ...resource,
        ...always,
        ...('subject' in resource ? { subject: { ...of('subject'), ...reference } } : {}),
        ...('encounter' in resource ? { encounter: { ...of('encounter'), ...reference } } : {}),
        author: { ...of('author'), ...reference },
        source: { reference: 'Practitioner/1', ...reference },
        basedOn: [reference],
        item: [
          ...((item ?? []) as Json[]),
          {
            linkId: 's2.overlegMet',
            text: 'x',
            answer: [{ valueString: 'x' }, { valueUri: 'x' }, { valueAttachment: { title: 'x', data: 'x' } }],
          },
          {
            linkId: 'other',
            text: 'x',
            definition: 'x',
            item: [{ linkId: 'more', text: 'x', answer: [{ valueString: 'x' }] }],
          },
        ],
      } as unknown as Readonly<Record<string, Json>>;
    case 'Encounter':
      return {
        ...resource,
        ...always,
        identifier: [{ system: 'x', value: 'x' }],
        reasonCode: [{ text: 'x', coding: [{ display: 'x' }] }],
        participant: [{ individual: reference }],
        location: [{ location: reference }],
        serviceProvider: { ...of('serviceProvider'), display: 'x' },
      } as unknown as Readonly<Record<string, Json>>;
    default:
      return {
        ...resource,
        ...always,
        identifier: [
          ...((resource.identifier ?? []) as Json[]),
          { system: 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin', value: 'x' },
        ],
        name: [...((resource.name ?? []) as Json[]), person],
        telecom: [{ system: 'email', value: 'x' }],
        address: [{ line: ['x'], city: 'x', postalCode: 'x' }],
        photo: [{ title: 'x', data: 'x' }],
        contact: [{ name: person }],
      } as unknown as Readonly<Record<string, Json>>;
  }
}
