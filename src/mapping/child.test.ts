import fc from 'fast-check';
import type { RelatedPerson as Resource } from 'fhir/r4';
import { expect, test } from 'vitest';
import { partialDate, text } from '../../test/differential/arbitraries';
import { report } from '../../test/differential/seed';
import { fromRelatedPerson } from './child';
import { mergeChild, toRelatedPerson, withNumbersOf } from './write-child';

const role = (code: string) => [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }] }];
const person = (more: Partial<Resource> = {}): Resource => ({
  resourceType: 'RelatedPerson',
  id: '1',
  patient: { reference: 'Patient/1' },
  ...more,
});

const learnt = fc.record(
  {
    given: text,
    family: text,
    birthDate: partialDate,
    relation: fc.constantFrom('CHILD', 'STPCHLD', 'SIB', 'FAMMEMB'),
  },
  { requiredKeys: [] },
);

test('a new child is written without contact, address or role, and read back as it was', () => {
  fc.assert(
    fc.property(learnt, fc.uuid(), (child, uuid) => {
      const made = toRelatedPerson({ ...child, uuid }, 'Patient/1');
      for (const element of ['telecom', 'address', 'photo', 'communication', 'extension', 'link', 'period'])
        expect(made).not.toHaveProperty(element);
      expect(fromRelatedPerson({ ...made, id: '9' })).toEqual({ ...child, uuid, id: '9', active: true, child: true });
    }),
  );
});

test.each([
  ['SON', 'CHILD'],
  ['DAUC', 'CHILD'],
  ['STPDAU', 'STPCHLD'],
  ['SONFOST', 'CHLDFOST'],
  ['DAUADOPT', 'CHLDADOPT'],
  ['GRNDSON', 'GRNDCHILD'],
])('%s of the host is offered as %s', (code, relation) => {
  expect(fromRelatedPerson(person({ relationship: role(code) }))).toMatchObject({ relation, child: true });
});

test('an adult is no child: partner, parent, sibling, relative, or nothing said', () => {
  for (const code of ['SPS', 'PRN', 'SIB', 'FAMMEMB', 'FRND', '__proto__', 'constructor'])
    expect(fromRelatedPerson(person({ relationship: role(code) })), code).toEqual({
      id: '1',
      active: true,
      child: false,
    });
  expect(fromRelatedPerson(person()).child).toBe(false);
});

test('a relation that has ended is not active', () => {
  expect(fromRelatedPerson(person({ active: false })).active).toBe(false);
  expect(fromRelatedPerson(person({ period: { end: '2024-01-01' } })).active).toBe(false);
  expect(fromRelatedPerson(person({ period: { start: '2024-01-01' } })).active).toBe(true);
});

test('the name in use is read: official, then usual, never an old one; several given names stay together', () => {
  const old = { use: 'old' as const, given: ['Old'], family: 'Name' };
  const nick = { use: 'nickname' as const, given: ['Zo'] };
  const usual = { use: 'usual' as const, given: ['Zoë', 'Marie'], family: 'Vandenbroeck' };
  const official = { use: 'official' as const, given: ['Zoë'], family: 'Van den Broeck' };
  const read = (...name: NonNullable<Resource['name']>) => fromRelatedPerson(person({ name }));
  expect(read(old, nick, usual, official)).toMatchObject({ given: 'Zoë', family: 'Van den Broeck' });
  expect(read(old, nick, usual)).toMatchObject({ given: 'Zoë Marie', family: 'Vandenbroeck' });
  expect(read(old)).not.toHaveProperty('given');
  expect(read({ text: 'Zoë Vandenbroeck' })).toMatchObject({ given: 'Zoë Vandenbroeck' });
  expect(read({ text: 'Zoë Vandenbroeck', family: 'Vandenbroeck' })).not.toHaveProperty('given');
});

test('only what is missing is filled in: spelling, relation and a whole birth date of the host stay', () => {
  const host = person({
    name: [{ given: ['Zoë'], family: 'Vandenbroeck' }],
    birthDate: '2017-05-02',
    relationship: role('DAU'),
  });
  expect(
    mergeChild(host, { given: 'Zoe', family: 'Van den Broeck', birthDate: '2017-05-03', relation: 'CHILD' }),
  ).toBeUndefined();
  expect(mergeChild({ ...host, birthDate: '2017-05' }, { birthDate: '2017-05-02' })).toEqual(host);
  expect(mergeChild({ ...host, birthDate: '2017-05' }, { birthDate: '2017-06-02' })).toBeUndefined();
  expect(mergeChild(host, { birthDate: '2017' })).toBeUndefined();
  expect(mergeChild(person(), { given: 'Zoë', relation: 'CHILD', birthDate: '2017' })).toMatchObject({
    name: [{ given: ['Zoë'] }],
    relationship: [{ coding: [{ code: 'CHILD', display: 'child' }] }],
    birthDate: '2017',
  });
  expect(mergeChild(person({ name: [{ text: 'Zoë' }] }), { given: 'Zoe' })).toBeUndefined();
});

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
test('a reason why the birth date is absent goes when there is one; another extension on it stays', () => {
  const time = {
    url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime',
    valueDateTime: '2017-05-02T10:00:00Z',
  };
  const absent = { url: ABSENT, valueCode: 'unknown' };
  const merged = (_birthDate: object) =>
    mergeChild({ ...person(), _birthDate } as Resource, { birthDate: '2017-05-02' });
  expect(merged({ extension: [absent] })).not.toHaveProperty('_birthDate');
  expect(merged({ extension: [absent, time], id: 'b' })).toHaveProperty('_birthDate', { id: 'b', extension: [time] });
  expect(merged({ extension: [time] })).toHaveProperty('_birthDate', { extension: [time] });
});

const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
const extra = fc.record(
  {
    meta: json,
    implicitRules: json,
    language: json,
    text: json,
    contained: json,
    extension: json,
    modifierExtension: json,
    identifier: fc.array(fc.record({ system: text, value: text })),
    telecom: json,
    gender: json,
    address: json,
    photo: json,
    communication: json,
    active: fc.boolean(),
    _active: json,
    _gender: json,
    unheardOf: json,
    name: fc.array(
      fc.record(
        {
          use: fc.constantFrom('official', 'usual', 'old'),
          family: text,
          given: fc.array(text),
          _given: json,
          period: json,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    relationship: fc.array(fc.record({ coding: json, text }), { maxLength: 2 }),
    birthDate: partialDate,
    _birthDate: fc.record({
      id: text,
      extension: fc.array(fc.record({ url: fc.constantFrom(ABSENT, 'https://example.org/e'), valueString: text })),
    }),
  },
  { requiredKeys: [] },
);

test('a merge keeps every element that it does not fill, whatever the host put there', () => {
  let changed = 0;
  fc.assert(
    fc.property(extra, learnt, (given, child) => {
      const before = { ...person(), ...given } as unknown as Resource;
      const frozen = JSON.stringify(before);
      const merged = mergeChild(before, child);
      expect(JSON.stringify(before)).toBe(frozen);
      if (!merged) return;
      changed++;
      const { name, relationship, birthDate, _birthDate, ...kept } = merged;
      const { name: names, relationship: relations, birthDate: date, _birthDate: shadow, ...had } = before;
      expect(kept).toEqual(had);
      expect((name ?? []).slice(0, (names ?? []).length)).toEqual(names ?? []);
      if (relations?.length) expect(relationship).toEqual(relations);
      if (date !== undefined) expect(birthDate?.startsWith(date)).toBe(true);
      const others = shadow?.extension?.filter(({ url }) => url !== ABSENT) ?? [];
      expect(_birthDate?.extension?.filter(({ url }) => url !== ABSENT) ?? []).toEqual(others);
      expect(_birthDate?.id).toBe(shadow?.id);
    }),
    { numRuns: 1000 },
  );
  expect(changed).toBeGreaterThan(300);
  report(`merge of a child: ${changed} merges with arbitrary host data, nothing lost`);
});

test('every number of ours is read, the first as its own; numbers of the host are not', () => {
  const ours = (value: string) => ({ system: 'https://w3id.org/kindreflex/id', value });
  const host = { system: 'https://host.example/mrn', value: '7' };
  const read = fromRelatedPerson(person({ identifier: [host, ours('a'), ours('b'), ours('a'), ours('c')] }));
  expect(read).toMatchObject({ uuid: 'a', otherUuids: ['b', 'c'] });
  expect(fromRelatedPerson(person({ identifier: [host, ours('a')] }))).not.toHaveProperty('otherUuids');
});

test('a person takes over numbers once each, and nothing else changes', () => {
  const ours = (value: string) => ({ system: 'https://w3id.org/kindreflex/id', value });
  const host = person({ identifier: [{ system: 'https://host.example/mrn', value: '7' }], telecom: [{ value: '1' }] });
  expect(withNumbersOf(host, person({ identifier: [ours('a'), { value: 'x' }, ours('b')] }))).toEqual({
    ...host,
    identifier: [...(host.identifier ?? []), ours('a'), ours('b')],
  });
  expect(withNumbersOf(person({ identifier: [ours('a')] }), person({ identifier: [ours('a')] }))).toBeUndefined();
  expect(withNumbersOf(host, person())).toBeUndefined();
});
