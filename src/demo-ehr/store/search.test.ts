import type { Bundle } from 'fhir/r4';
import { expect, test } from 'vitest';
import type { Answer } from './answer';
import { Records } from './records';
import { matchesOf, search } from './search';
import type { Version } from './versions';

const base = 'http://localhost/fhir';
const child = (id: string, patient: string, birthDate: string, identifier: object[] = []): Version => ({
  resource: {
    resourceType: 'RelatedPerson',
    id,
    patient: { reference: `Patient/${patient}` },
    birthDate,
    identifier,
    meta: { versionId: '1', lastUpdated: '2026-11-24T10:00:00.000Z' },
  } as Version['resource'],
  versionId: '1',
  lastUpdated: '2026-11-24T10:00:00.000Z',
  sequence: 1,
  method: 'POST',
});
const records = new Records([
  ['RelatedPerson/1', [child('1', 'a', '2017-05-02', [{ system: 's', value: 'v' }])]],
  ['RelatedPerson/2', [child('2', 'a', '2014-12-01', [{ value: 'v' }, { system: 't', value: 'w' }])]],
  ['RelatedPerson/3', [child('3', 'b', '2019-03-14', [{ system: 't', value: 'w,x' }])]],
]);

function find(query: string, visible: Parameters<typeof search>[4] = () => true): Bundle {
  const found = search(records, 'RelatedPerson', new URLSearchParams(query), base, visible);
  if ('status' in found) throw new Error('refused');
  return found;
}
const refused = (query: string, type = 'RelatedPerson') =>
  search(records, type, new URLSearchParams(query), base, () => true) as Answer;
const ids = (bundle: Bundle) => bundle.entry?.map((entry) => entry.resource?.id);

test('parameters narrow together; each entry has its full address', () => {
  const found = find('patient=a&birthdate=ge2015');
  expect(ids(found)).toEqual(['1']);
  expect(found.entry?.[0]?.fullUrl).toBe(`${base}/RelatedPerson/1`);
});

test('sorting both ways', () => {
  expect(ids(find('_sort=birthdate'))).toEqual(['2', '1', '3']);
  expect(ids(find('_sort=-birthdate'))).toEqual(['3', '1', '2']);
});

test('pages link to the next until the last', () => {
  const first = find('_count=2');
  expect(first.total).toBe(3);
  const next = first.link?.find((link) => link.relation === 'next')?.url ?? '';
  const second = find(new URL(next).search);
  expect(ids(second)).toEqual(['3']);
  expect(second.link?.map((link) => link.relation)).toEqual(['self']);
});

test.each([
  ['identifier=v', ['1', '2']],
  ['identifier=s|v', ['1']],
  ['identifier=|v', ['2']],
  ['identifier=s|', ['1']],
  ['identifier=s|none', []],
  ['identifier=s|v,t|w', ['1', '2']],
  ['identifier=w\\,x', ['3']],
  ['identifier=t|w&patient=b', []],
  ['identifier=v&identifier=w', ['2']],
])('%s finds %j', (query, expected) => {
  expect(ids(find(query)) ?? []).toEqual(expected);
});

test('counting alone gives no entries', () => {
  expect(find('patient=a&_summary=count')).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 2 });
});

test('what is not visible is neither shown nor counted', () => {
  expect(find('', (resource) => resource.id !== '1').total).toBe(2);
});

test.each([
  ['birthplace=Gent', 400],
  ['patient:Patient=a', 400],
  ['_include=RelatedPerson:patient', 400],
  ['_count=many', 400],
  ['_sort=shoesize', 400],
  ['birthdate=geyesterday', 400],
  ['_format=xml', 406],
  ['constructor=a', 400],
])('%s is refused with %i', (query, status) => {
  expect(refused(query)).toMatchObject({ status, body: { resourceType: 'OperationOutcome' } });
});

test('an unknown type is refused', () => {
  expect(refused('', 'Medication').status).toBe(404);
});

test('a condition without a parameter matches nothing by accident', () => {
  expect(matchesOf(records, 'RelatedPerson', '', base)).toMatchObject({ status: 412 });
  expect(matchesOf(records, 'RelatedPerson', 'patient=a', base)).toHaveLength(2);
});
