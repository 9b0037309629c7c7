import { expect, test } from 'vitest';
import { type ComparedOn, differences } from './compare';

const on: ComparedOn = { base: 'https://ehr.example/fhir', places: new Map([['urn:uuid:c', 'RelatedPerson/7']]) };
const security = [
  { system: 's', code: 'R' },
  { system: 's', code: 'SDV' },
];

test('ids, versions, times, narrative and whatever the host added are no difference', () => {
  const sent = { resourceType: 'X', meta: { security } };
  const stored = {
    resourceType: 'X',
    id: '1',
    meta: { versionId: '1', lastUpdated: 't', security },
    text: {},
    more: 1,
  };
  expect(differences(sent, stored, on)).toEqual([]);
});

test('labels that were dropped, all or one, are named', () => {
  expect(differences({ meta: { security } }, { meta: { versionId: '1' } }, on)).toEqual([
    { path: 'meta.security', kind: 'dropped' },
  ]);
  expect(differences({ meta: { security } }, { meta: { security: security.slice(0, 1) } }, on)).toEqual([
    { path: 'meta.security', kind: 'dropped' },
  ]);
});

test('labels in another order, and further ones, are no difference', () => {
  const stored = { meta: { security: [{ system: 'x', code: 'HTEST' }, ...security.toReversed()] } };
  expect(differences({ meta: { security } }, stored, on)).toEqual([]);
});

test('an answer that was dropped or changed is named by its linkIds, not by what it says', () => {
  const item = (answer: unknown[]) => ({ item: [{ linkId: 'g', item: [{ linkId: 'g.a', answer }] }] });
  const sent = item([{ valueString: 'secret' }]);
  expect(differences(sent, { item: [{ linkId: 'g' }] }, on)).toEqual([{ path: 'item[g].item', kind: 'dropped' }]);
  expect(differences(sent, item([{ valueString: 'other' }]), on)).toEqual([
    { path: 'item[g].item[g.a].answer.valueString', kind: 'changed' },
  ]);
  expect(differences(sent, { item: [] }, on)).toEqual([{ path: 'item[g]', kind: 'dropped' }]);
});

test('a reference to something of the same transaction leads to where that was stored', () => {
  const of = (reference: string) => ({ who: { reference } });
  expect(differences(of('urn:uuid:c'), of('RelatedPerson/7'), on)).toEqual([]);
  expect(differences(of('urn:uuid:c'), of('https://ehr.example/fhir/RelatedPerson/7/_history/1'), on)).toEqual([]);
  expect(differences(of('urn:uuid:c'), of('RelatedPerson/8'), on)).toEqual([
    { path: 'who.reference', kind: 'changed' },
  ]);
  expect(
    differences({ subject: { reference: 'Patient/a' } }, { subject: { reference: 'Patient/b' } }, on),
  ).toHaveLength(1);
});

test('the same instant in another notation is the same; another instant is not', () => {
  const at = (authored: string) => ({ authored });
  expect(differences(at('2026-11-25T10:00:00.000Z'), at('2026-11-25T11:00:00+01:00'), on)).toEqual([]);
  expect(differences(at('2026-11-25T10:00:00Z'), at('2026-11-25T10:00:01Z'), on)).toHaveLength(1);
  expect(differences({ birthDate: '2020-01' }, { birthDate: '2020-01-01' }, on)).toHaveLength(1);
});
