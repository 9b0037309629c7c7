import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, QuestionnaireResponse } from 'fhir/r4';
import { expect, test } from 'vitest';
import { CORRECTS, IDENTIFIER_SYSTEM, questionnaireUrl } from '../../mapping/canonical';
import { rowsOf, type TestResource } from './run-view-for-tests';
import { VIEWS } from './views';

const folder = join(import.meta.dirname, '../../../fhir-resources/examples');
const examples = readdirSync(folder).flatMap((file) => {
  const { entry = [] }: Bundle = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return entry.flatMap(({ resource }) => (resource ? [resource] : []));
});
const responses = examples.filter(
  (resource): resource is QuestionnaireResponse => resource.resourceType === 'QuestionnaireResponse',
);

const bare = {
  resourceType: 'QuestionnaireResponse',
  id: '1',
  questionnaire: questionnaireUrl(1),
  status: 'completed',
};
const one = async (name: 'entries' | 'encounters' | 'clients' | 'persons', resource: TestResource) =>
  (await rowsOf(name, [resource]))[0];

test('an entry has one row with keys, dates, setting and what it corrects', async () => {
  const resource = {
    ...bare,
    meta: { versionId: '3', lastUpdated: '2026-06-01T10:00:00.123+02:00' },
    identifier: { system: IDENTIFIER_SYSTEM, value: 'b' },
    extension: [
      { url: 'https://example.org/other', valueString: 'x' },
      {
        url: CORRECTS,
        extension: [
          { url: 'kind', valueCode: 'replaces' },
          { url: 'entry', valueIdentifier: { system: IDENTIFIER_SYSTEM, value: 'a' } },
        ],
      },
    ],
    subject: { reference: 'https://ehr.example.org/fhir/Patient/7/_history/2' },
    encounter: { reference: 'Encounter/8' },
    authored: '2026-06-01T10:00:00+02:00',
    item: [
      { linkId: 's1.setting', answer: [{ valueCoding: { code: 'gp' } }] },
      { linkId: 's1.contactDate', answer: [{ valueDate: '2026-05-31' }] },
      { linkId: 's1.uitgerekend', answer: [{ valueDate: '2026-12-31' }] },
    ],
  };
  expect(await one('entries', resource)).toEqual({
    key: 'QuestionnaireResponse/1',
    version_id: '3',
    last_updated: '2026-06-01T10:00:00.123+02:00',
    entry_id: 'b',
    questionnaire: questionnaireUrl(1),
    status: 'completed',
    client: 'Patient/7',
    encounter: 'Encounter/8',
    authored: '2026-06-01T10:00:00+02:00',
    corrects_entry: 'a',
    corrects_kind: 'replaces',
    contact_date: '2026-05-31',
    setting: 'gp',
  });
});

test('an entry without anything has a row, and so has one of a version that does not exist', async () => {
  const empty = {
    version_id: null,
    last_updated: null,
    entry_id: null,
    client: null,
    contact_date: null,
    setting: null,
  };
  expect(await one('entries', bare)).toMatchObject({ key: 'QuestionnaireResponse/1', ...empty });
  const foreign = {
    ...bare,
    identifier: { system: 'https://example.org/id', value: 'x' },
    questionnaire: `${bare.questionnaire}|9`,
  };
  expect(await one('entries', foreign)).toMatchObject({ entry_id: null, questionnaire: `${bare.questionnaire}|9` });
});

test('other questionnaires have no row anywhere', async () => {
  const others = [
    undefined,
    'https://example.org/Questionnaire/phq-9',
    'https://w3id.org/kindreflex/Questionnaire/kindreflex.x',
  ];
  const item = [
    { linkId: 's1.kind', item: [{ linkId: 's1.kind.permanent', answer: [{ valueCoding: { code: 'yes' } }] }] },
  ];
  const resources = others.map((questionnaire) => ({ ...bare, questionnaire, item }));
  for (const name of ['entries', 'answers', 'children'] as const) expect(await rowsOf(name, resources)).toEqual([]);
});

test.each(['urn:uuid:6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10', 'Group/1', '#contained', 'Patient/', 'NoPatient/1'])(
  'a reference that names no client is no key: %s',
  async (reference) => {
    expect(await one('entries', { ...bare, subject: { reference } } as TestResource)).toMatchObject({ client: null });
  },
);

test('every answer of the examples has a row, at any depth, and no text is in one', async () => {
  const answers = (items: QuestionnaireResponse['item'] = []): string[] =>
    items.flatMap(({ linkId, answer = [], item }) => [...answer.map(() => linkId), ...answers(item)]);
  const expected = responses.flatMap(({ id, item }) =>
    answers(item).map((link) => `QuestionnaireResponse/${id} ${link}`),
  );
  const rows = await rowsOf('answers', responses);
  expect(rows.map(({ entry, link_id }) => `${entry} ${link_id}`).sort()).toEqual(expected.sort());
  expect(expected.length).toBeGreaterThan(300);
  const deep = rows.filter(({ link_id }) => link_id === 's4.sleutel.toestemming');
  expect(deep.map(({ code }) => code)).toContain('given');
  const columns = Object.keys(rows[0] ?? {});
  expect(columns).toEqual([
    'entry',
    'version_id',
    'last_updated',
    'link_id',
    'code',
    'boolean',
    'integer',
    'date',
    'has_text',
  ]);
});

test('an answer keeps its value, and of a text only that it is there', async () => {
  const values = [
    { valueCoding: { code: 'yes', display: 'Jan' } },
    { valueBoolean: false },
    { valueInteger: 0 },
    { valueDate: '2026' },
    { valueString: 'Jan' },
    { valueReference: { reference: 'RelatedPerson/1', display: 'Jan' } },
  ];
  const rows = await rowsOf('answers', [{ ...bare, item: [{ linkId: 'x', answer: values }] } as TestResource]);
  const none = { code: null, boolean: null, integer: null, date: null, has_text: false };
  expect(rows.map(({ entry, version_id, last_updated, link_id, ...row }) => row)).toEqual([
    { ...none, code: 'yes' },
    { ...none, boolean: false },
    { ...none, integer: '0' },
    { ...none, date: '2026' },
    { ...none, has_text: true },
    none,
  ]);
});

const child = (...item: object[]) => ({ ...bare, item: [{ linkId: 's1.kind', item }] }) as TestResource;
const answer = (linkId: string, value: object) => ({ linkId, answer: [value] });

test('a child of the record: by its person, and by the id that an SDC form fills in', async () => {
  const rows = await rowsOf('children', [
    child(
      answer('s1.kind.refpersoon', { valueReference: { reference: 'RelatedPerson/5' } }),
      answer('s1.kind.id', { valueString: '5' }),
      answer('s1.kind.naam', { valueString: 'Peeters' }),
      answer('s1.kind.geboortedatum', { valueDate: '2020-03' }),
      answer('s1.kind.permanent', { valueCoding: { code: 'no' } }),
      answer('s1.kind.verblijf', { valueCoding: { code: 'shared' } }),
    ),
  ]);
  expect(rows).toMatchObject([
    {
      person: 'RelatedPerson/5',
      own_id: 'RelatedPerson/5',
      has_name: true,
      birth_date: '2020-03',
      birth_unknown: null,
      permanent: 'no',
      residence: 'shared',
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain('Peeters');
});

test('a new child: who it is stands in the group for new ones only', async () => {
  const rows = await rowsOf('children', [
    child(
      answer('s1.kind.refpersoon', { valueReference: { reference: 'urn:uuid:9' } }),
      answer('s1.kind.naam', { valueString: 'Peeters' }),
      answer('s1.kind.geboortedatum', { valueDate: '2020' }),
      { linkId: 's1.kind.nieuw', item: [answer('s1.kind.nieuw.uuid', { valueString: '9' })] },
      answer('s1.kind.geboortedatumOnbekend', { valueBoolean: true }),
    ),
    child({ linkId: 's1.kind.nieuw' }),
  ]);
  expect(rows).toMatchObject([
    { person: null, own_id: '9', has_name: false, birth_date: null, birth_unknown: true },
    { person: null, own_id: null, has_name: false, birth_date: null, birth_unknown: null },
  ]);
});

test('every child of the examples has a row', async () => {
  const expected = responses.flatMap(({ item = [] }) => item.filter(({ linkId }) => linkId === 's1.kind'));
  expect(await rowsOf('children', responses)).toHaveLength(expected.length);
});

test('encounters, clients and persons', async () => {
  const reference = { reference: 'Patient/1' };
  expect(
    await one('encounters', {
      resourceType: 'Encounter',
      id: '1',
      status: 'finished',
      class: { code: 'EMER' },
      subject: reference,
      period: { start: '2026-06-01' },
      serviceProvider: { reference: 'Organization/1' },
    } as TestResource),
  ).toMatchObject({
    key: 'Encounter/1',
    status: 'finished',
    class: 'EMER',
    client: 'Patient/1',
    start: '2026-06-01',
    service: 'Organization/1',
  });
  const patient = { resourceType: 'Patient', id: '1', name: [{ family: 'Peeters' }], birthDate: '1980' };
  expect(await one('clients', patient)).toEqual({
    key: 'Patient/1',
    version_id: null,
    last_updated: null,
    birth_date: '1980',
  });
  const person = { resourceType: 'RelatedPerson', id: '1', patient: reference, birthDate: '2020' };
  expect(await one('persons', person)).toMatchObject({ key: 'RelatedPerson/1', has_name: false, own_id: null });
  const named = {
    ...person,
    name: [{ use: 'official' }, { given: ['Jan'] }],
    identifier: [
      { system: 'https://example.org', value: 'x' },
      { system: IDENTIFIER_SYSTEM, value: 'a' },
      { system: IDENTIFIER_SYSTEM, value: 'b' },
    ],
  };
  expect(await one('persons', named)).toMatchObject({
    client: 'Patient/1',
    birth_date: '2020',
    has_name: true,
    own_id: 'a',
  });
});

test('the keys of a view are columns of it', async () => {
  const resources = [...examples, { resourceType: 'Encounter', id: '1' }, { resourceType: 'Patient', id: '1' }];
  for (const { name, keys } of VIEWS) {
    const [row = {}] = await rowsOf(name, resources);
    for (const key of keys) expect(Object.keys(row)).toContain(key);
  }
});
