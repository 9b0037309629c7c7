import { expect, test } from 'vitest';
import { answered, coding, entry, group } from '../../test/differential/fixtures';
import type { Answers } from '../fhir/answers';
import { foldChildren, type RelatedPerson } from './children';

const U = '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10';
const fresh = (uuid: string, given: string, more: Answers = {}): Answers => ({
  's1.kind.nieuw': group(answered({ 's1.kind.nieuw.uuid': uuid, 's1.kind.nieuw.voornaam': given })),
  ...more,
});
const known = (id: string, more: Answers = {}): Answers => ({ 's1.kind.id': [id], ...more });
const listing = (id: string, on: string, ...children: Answers[]) => entry(id, 1, on, { 's1.kind': group(...children) });
const person = (id: string, more: Partial<RelatedPerson> = {}): RelatedPerson => ({
  id,
  active: true,
  child: true,
  ...more,
});

test('a child typed as new, found again by the id that the host gave it, is one child', () => {
  const entries = [listing('a', '2026-01-01', fresh(U, 'Noor')), listing('b', '2026-02-01', known('9'))];
  const children = foldChildren(entries, [person('9', { uuid: U, given: 'Noor' })]);
  expect(children).toEqual([
    { key: `uuid:${U}`, uuid: U, relatedPerson: '9', given: 'Noor', birthDateUnknown: false, entry: 'b' },
  ]);
});

test('a reference is enough to recognise a child: by id, by urn:uuid, by our identifier', () => {
  const ref = (refpersoon: { reference?: string; identifier?: { value: string } }): Answers => ({
    's1.kind.refpersoon': [refpersoon],
  });
  const entries = [
    listing('a', '2026-01-01', fresh(U, 'Noor', ref({ reference: 'RelatedPerson/9' }))),
    listing('b', '2026-01-02', ref({ reference: `urn:uuid:${U}` })),
    listing('c', '2026-01-03', ref({ identifier: { value: U } })),
    listing('d', '2026-01-04', ref({ reference: 'https://ehr.example.org/fhir/RelatedPerson/9/_history/2' })),
  ];
  expect(foldChildren(entries, [person('9')])).toMatchObject([
    { key: `uuid:${U}`, given: 'Noor', relatedPerson: '9', entry: 'd' },
  ]);
});

test("a host's own identifier on the reference is not taken for ours", () => {
  const items = { 's1.kind.refpersoon': [{ reference: 'RelatedPerson/9', identifier: { value: 'MRN-1' } }] };
  expect(foldChildren([listing('a', '2026-01-01', items)], [person('9', { uuid: U })])).toMatchObject([
    { key: `uuid:${U}` },
  ]);
});

test('scenario S8: two reused children and a new twin stay three, also when they are saved twice', () => {
  const typed = [known('zoe'), known('lars'), fresh(U, 'Lara')];
  const record = [
    person('zoe', { given: 'Zoë' }),
    person('lars'),
    person('7', { uuid: U }),
    person('sister', { child: false }),
  ];
  const once = foldChildren([listing('a', '2026-01-01', ...typed)], record.slice(0, 2));
  const twice = foldChildren([listing('a', '2026-01-01', ...typed), listing('b', '2026-01-02', ...typed)], record);
  expect(once).toHaveLength(3);
  expect(twice.map(({ relatedPerson }) => relatedPerson)).toEqual(['zoe', 'lars', '7']);
});

test('two children without any identifier are two', () => {
  const child = { 's1.kind.permanent': [coding('yes')] };
  expect(foldChildren([listing('a', '2026-01-01', child, child)], []).map(({ key }) => key)).toEqual(['a#0', 'a#1']);
});

test('per child the newest answer wins; a child that a newer entry leaves out stays', () => {
  const old = listing(
    'a',
    '2026-01-01',
    known('1', answered({ 's1.kind.permanent': coding('yes'), 's1.kind.bron': coding('from-client') })),
    known('2'),
  );
  const next = listing(
    'b',
    '2026-02-01',
    known('1', answered({ 's1.kind.permanent': coding('no'), 's1.kind.verblijf': coding('shared') })),
  );
  expect(foldChildren([old, next], [])).toMatchObject([
    { relatedPerson: '1', permanent: 'no', residence: 'shared', source: 'from-client', entry: 'b' },
    { relatedPerson: '2', entry: 'a' },
  ]);
});

test('where a child stays otherwise does not outlive the answer that it hangs on', () => {
  const away = listing(
    'a',
    '2026-01-01',
    known('1', answered({ 's1.kind.permanent': coding('no'), 's1.kind.verblijf': coding('shared') })),
  );
  const back = listing('b', '2026-02-01', known('1', answered({ 's1.kind.permanent': coding('yes') })));
  expect(foldChildren([away, back], [])[0]).not.toHaveProperty('residence');
  expect(foldChildren([away, listing('b', '2026-02-01', known('1'))], [])[0]).toMatchObject({ residence: 'shared' });
});

test('a birth date that cannot be found out stays so until it is known, and then is not undone', () => {
  const unknown = known('1', { 's1.kind.geboortedatumOnbekend': [true] });
  const dated = known('1', { 's1.kind.geboortedatum': ['2019'] });
  const at = (...all: Answers[]) =>
    foldChildren(
      all.map((child, index) => listing(`e${index}`, `2026-01-0${index + 1}`, child)),
      [],
    )[0];
  expect(at(unknown)).toMatchObject({ birthDateUnknown: true });
  expect(at(unknown, known('1'))).toMatchObject({ birthDateUnknown: true });
  expect(at(unknown, dated)).toMatchObject({ birthDateUnknown: false, birthDate: '2019' });
  expect(at(dated, unknown)).toMatchObject({ birthDateUnknown: false, birthDate: '2019' });
  expect(foldChildren([listing('a', '2026-01-01', unknown)], [person('1', { birthDate: '2019' })])[0]).toMatchObject({
    birthDateUnknown: false,
  });
});

test("the record adds its active children and fills what is missing, never over the child's own answers", () => {
  const record = [
    person('1', { given: 'Zoë', family: 'Maes', birthDate: '2017-05-02' }),
    person('2', { given: 'Lars' }),
    person('3', { active: false }),
    person('4', { child: false }),
  ];
  const typed = listing('a', '2026-01-01', known('1', { 's1.kind.voornaam': ['Zoe'] }));
  expect(foldChildren([typed], record)).toMatchObject([
    { relatedPerson: '1', given: 'Zoe', family: 'Maes', birthDate: '2017-05-02' },
    { relatedPerson: '2', given: 'Lars' },
  ]);
});

test('of a person that was read twice the newest version counts', () => {
  const versions = [person('1', { version: '10', given: 'Zoë' }), person('1', { version: '9', given: 'Zoe' })];
  for (const record of [versions, versions.toReversed()])
    expect(foldChildren([], record)).toMatchObject([{ given: 'Zoë' }]);
});

test('two numbers that both came to mean one person of the record are one child', () => {
  const [x, y] = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'] as const;
  const reused = (uuid: string) => ({
    's1.kind': group({
      's1.kind.id': ['7'],
      's1.kind.refpersoon': [
        { reference: 'RelatedPerson/7', identifier: { system: 'https://w3id.org/kindreflex/id', value: uuid } },
      ],
    }),
  });
  const entries = [entry('a', 1, '2026-11-01', reused(x)), entry('b', 1, '2026-11-02', reused(y))];
  expect(foldChildren(entries, [])).toHaveLength(1);
  expect(foldChildren(entries, [{ id: '7', active: true, child: true }])).toHaveLength(1);
});

const [A, B] = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'] as const;
const named = (id: string, uuid: string, more: Answers = {}): Answers => ({
  's1.kind.refpersoon': [
    { reference: `RelatedPerson/${id}`, identifier: { system: 'https://w3id.org/kindreflex/id', value: uuid } },
  ],
  ...more,
});
const ofA = listing('a', '2026-11-01', named('7', A, answered({ 's1.kind.voornaam': 'Noor' })));
const ofB = listing('b', '2026-11-02', named('8', B, answered({ 's1.kind.permanent': coding('yes') })));
const byIdAlone = listing('c', '2026-11-03', known('8'));

test.each([
  ['the first', person('7', { uuid: A, otherUuids: [B] }), person('8', { uuid: B, active: false })],
  ['the second', person('8', { uuid: B, otherUuids: [A] }), person('7', { uuid: A, active: false })],
])('a child that stood there twice is one, with what both entries say, whichever stays: %s', (_, kept, retired) => {
  for (const record of [
    [kept, retired],
    [retired, kept],
  ])
    expect(foldChildren([ofA, ofB, byIdAlone], record)).toEqual([
      {
        key: `uuid:${kept.uuid}`,
        uuid: kept.uuid,
        relatedPerson: kept.id,
        given: 'Noor',
        permanent: 'yes',
        birthDateUnknown: false,
        entry: 'c',
      },
    ]);
});

test('a child that stood there twice is one by its numbers alone, where the other can no longer be read', () => {
  expect(foldChildren([ofA, ofB], [person('7', { uuid: A, otherUuids: [B] })])).toMatchObject([{ relatedPerson: '7' }]);
});

test('a person out of use whom no entry names and no other is, is no child; one that an entry names stays the child it is', () => {
  const retired = person('8', { uuid: B, active: false });
  expect(foldChildren([], [retired])).toEqual([]);
  expect(foldChildren([ofB], [retired])).toMatchObject([{ relatedPerson: '8', uuid: B }]);
});

test('what only the person out of use says fills what is missing, and never stands before the one in use', () => {
  const kept = person('7', { uuid: A, otherUuids: [B], given: 'Noor' });
  const retired = person('8', { uuid: B, active: false, given: 'Nor', birthDate: '2019-01-02' });
  expect(foldChildren([], [retired, kept])).toMatchObject([
    { relatedPerson: '7', given: 'Noor', birthDate: '2019-01-02' },
  ]);
});
