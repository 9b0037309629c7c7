import { expect, test } from 'vitest';
import type { Instance } from '../../fhir/answers';
import type { RelatedPerson } from '../../plan/children';
import { newChild } from '../../record/contact';
import { personOf, proposal, reuse } from './reuse-child';

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
  const rows = [zoe, lars, lara];
  expect(proposal(zoe, rows, record)?.person.id).toBe('zoe');
  expect(proposal(lars, rows, record)?.person.id).toBe('lars');
  expect(proposal(lara, rows, record)).toBeUndefined();
});

test('a reused row points to the person and keeps what was typed, and asks no more', () => {
  const row = reuse(typed('1', 'Zoe', '2017-05-02'), person('zoe', 'Zoë', '2017-05-02'));
  expect(row.items).toEqual({
    's1.kind.refpersoon': [{ reference: 'RelatedPerson/zoe', type: 'RelatedPerson' }],
    's1.kind.id': ['zoe'],
    's1.kind.versie': ['3'],
    's1.kind.voornaam': ['Zoe'],
    's1.kind.naam': ['Van den Broeck'],
    's1.kind.geboortedatum': ['2017-05-02'],
    's1.kind.permanent': [{ code: 'yes' }],
  });
  expect(personOf(row)).toBe('zoe');
  expect(proposal(row, [row], record)).toBeUndefined();
});

test('a person that a row is about already is not proposed a second time', () => {
  const first = reuse(typed('1', 'Zoe', '2017-05-02'), person('zoe', 'Zoë', '2017-05-02'));
  const second = typed('2', 'Zoë', '2017-05-02');
  expect(proposal(second, [first, second], record)).toBeUndefined();
});
