import { expect, test } from 'vitest';
import type { Instance } from '../../fhir/answers';
import type { RelatedPerson } from '../../plan/children';
import { newChild } from '../../record/own-uuids';
import { personOf, proposal, reuse, withReused } from './reuse-child';

const person = (id: string, given: string, birthDate: string, extra: Partial<RelatedPerson> = {}): RelatedPerson => ({
  id,
  version: '3',
  given,
  family: 'Vandenbroeck',
  birthDate,
  active: true,
  child: true,
  ...extra,
});

const typed = (uuid: string, given: string, birthDate: string): Instance => {
  const row = newChild(uuid);
  const items = {
    's1.kind.nieuw.uuid': [uuid],
    's1.kind.nieuw.voornaam': [given],
    's1.kind.nieuw.naam': ['Van den Broeck'],
    's1.kind.nieuw.geboortedatum': [birthDate],
  };
  return {
    ...row,
    items: { ...row.items, 's1.kind.nieuw': [{ key: uuid, items }], 's1.kind.permanent': [{ code: 'yes' }] },
  };
};

const record = [
  person('zoe', 'Zoë', '2017-05-02'),
  person('lars', 'Lars', '2019-03-14'),
  person('sister', 'Zoe', '1994-05-02', { child: false }),
];

test('a child that the record has under another spelling is proposed, an adult namesake and a twin are not', () => {
  const zoe = typed('1', 'Zoe', '2017-05-02');
  const lars = typed('2', 'Lars', '2019-03-14');
  const lara = typed('3', 'Lara', '2019-03-14');
  expect(proposal(zoe, record)?.person.id).toBe('zoe');
  expect(proposal(lars, record)?.person.id).toBe('lars');
  expect(proposal(lara, record)).toBeUndefined();
});

test('a reused row points to the person and keeps what was typed, and asks no more', () => {
  const row = reuse(typed('1', 'Zoe', '2017-05-02'), person('zoe', 'Zoë', '2017-05-02'));
  expect(row.items).toEqual({
    's1.kind.refpersoon': [
      {
        reference: 'RelatedPerson/zoe',
        type: 'RelatedPerson',
        identifier: { system: 'https://w3id.org/kindreflex/id', value: '1' },
      },
    ],
    's1.kind.id': ['zoe'],
    's1.kind.versie': ['3'],
    's1.kind.voornaam': ['Zoe'],
    's1.kind.naam': ['Van den Broeck'],
    's1.kind.geboortedatum': ['2017-05-02'],
    's1.kind.permanent': [{ code: 'yes' }],
  });
  expect(personOf(row)).toBe('zoe');
  expect(proposal(row, record)).toBeUndefined();
});

test('a child typed anew while it stood there already becomes one row, with what both say', () => {
  const zoe = person('zoe', 'Zoë', '2017-05-02');
  const known: Instance = {
    key: 'RelatedPerson/zoe',
    items: {
      's1.kind.id': ['zoe'],
      's1.kind.voornaam': ['Zoë'],
      's1.kind.bron': [{ code: 'from-client' }],
      's1.kind.permanent': [{ code: 'no' }],
    },
  };
  const second = typed('2', 'Zoe', '2017-05-02');
  expect(proposal(second, record)?.person.id).toBe('zoe');
  const rows = withReused([known, second], second.key, zoe);
  expect(rows.map(({ key }) => key)).toEqual([second.key]);
  expect(rows[0]?.items).toMatchObject({
    's1.kind.id': ['zoe'],
    's1.kind.voornaam': ['Zoe'],
    's1.kind.bron': [{ code: 'from-client' }],
    's1.kind.permanent': [{ code: 'yes' }],
  });
});

test('a child of an earlier entry for whom a person was made is not asked about again', () => {
  const row = typed('1', 'Zoe', '2017-05-02');
  const about = (id: string) => ({
    ...row,
    items: { ...row.items, 's1.kind.refpersoon': [{ reference: `RelatedPerson/${id}` }] },
  });
  expect(proposal(about('zoe'), record)).toBeUndefined();
  expect(proposal(about('gone'), record)?.person.id).toBe('zoe');
});
