import fc from 'fast-check';
import type { QuestionnaireResponse, QuestionnaireResponseItem, RelatedPerson } from 'fhir/r4';
import { expect, test } from 'vitest';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { correctionExtension } from '../mapping/correction';
import { type Choices, compareFields, resolve } from './conflict';
import type { AmendEntry, MergeChild, RetireChild } from './intended';
import { child } from './snapshot-for-tests';

const as = <T extends QuestionnaireResponse | RelatedPerson>(version: string, resource: T): T => ({
  ...resource,
  meta: { ...resource.meta, versionId: version },
});
const chosen = (choices: Record<string, 'now' | 'typed'>): Choices => new Map(Object.entries(choices));
const standings = (...given: Parameters<typeof compareFields>) => {
  const compared = compareFields(...given);
  return compared.kind === 'compared'
    ? Object.fromEntries(compared.fields.map(({ field, standing }) => [field, standing]))
    : compared.kind;
};

const { name: _, birthDate: __, ...bare } = child('tuur', 'Tuur');
const opened: RelatedPerson = bare;
const phone = { telecom: [{ system: 'phone' as const, value: '+32 470 00 00 00' }] };
const merge = (typed: Partial<RelatedPerson>): MergeChild => ({
  kind: 'merge-child',
  id: 'tuur',
  version: '3',
  fullUrl: 'RelatedPerson/tuur',
  before: opened,
  resource: { ...opened, ...typed, id: 'tuur' },
  filled: [],
});

test('of a child only what was typed and stands otherwise is asked; what the other changed alone stays', () => {
  const write = merge({ name: [{ given: ['Tuur'] }], birthDate: '2019-01-02' });
  const now = as('4', { ...opened, birthDate: '2019-02-01', name: [{ given: ['Tuur'] }], active: false });
  expect(compareFields(write, now)).toEqual({
    kind: 'compared',
    fields: [
      { field: 'name', opened: undefined, now: 'Tuur', typed: 'Tuur', standing: 'agreed' },
      { field: 'birthDate', opened: undefined, now: '2019-02-01', typed: '2019-01-02', standing: 'asked' },
      { field: 'active', opened: true, now: false, typed: true, standing: 'theirs' },
    ],
  });
});

test('what was chosen is written on the version that stands there, and nothing else', () => {
  const write = merge({ birthDate: '2019-01-02' });
  const now = as('4', { ...opened, birthDate: '2019-02-01', ...phone, active: false });
  expect(resolve(write, now, chosen({ birthDate: 'typed' }))).toEqual({
    ...write,
    version: '4',
    before: now,
    resource: { ...now, birthDate: '2019-01-02' },
    filled: ['birthDate'],
  });
});

test('all theirs, or nothing chosen: nothing is left to write', () => {
  const write = merge({ birthDate: '2019-01-02' });
  const now = as('4', { ...opened, birthDate: '2019-02-01' });
  expect(resolve(write, now, chosen({ birthDate: 'now' }))).toBeUndefined();
  expect(resolve(write, now, chosen({}))).toBeUndefined();
  expect(resolve(write, now, chosen({ active: 'typed' }))).toBeUndefined();
});

test('deleted, hidden, about someone else, another type, or without a version: no resolution', () => {
  const write = merge({ birthDate: '2019-01-02' });
  const all = chosen({ birthDate: 'typed' });
  const foreign = as('4', { ...opened, patient: { reference: 'Patient/b' } });
  const { meta: _, ...unversioned } = opened;
  const other = { resourceType: 'QuestionnaireResponse', id: 'tuur', status: 'completed' } as const;
  const cases = [
    [undefined, 'gone'],
    [other, 'gone'],
    [as('4', { ...opened, id: 'noor' }), 'gone'],
    [foreign, 'other-patient'],
    [unversioned, 'no-version'],
  ] as const;
  for (const [now, kind] of cases) {
    expect(standings(write, now)).toBe(kind);
    expect(resolve(write, now, all)).toBeUndefined();
  }
});

test('a name takes the place of the name in use, of which use, prefix and extensions stay; other names stay', () => {
  const extension = [{ url: 'https://example.org/e', valueString: 'x' }];
  const old = { use: 'old' as const, family: 'Was' };
  const official = { use: 'official' as const, text: 'Arthur Maes', given: ['Arthur'], prefix: ['Jr'], extension };
  const now = as('4', { ...opened, name: [old, official] });
  const write = merge({ name: [{ given: ['Tuur'], family: 'Maes' }] });
  expect(resolve(write, now, chosen({ name: 'typed' }))?.resource).toMatchObject({
    name: [old, { use: 'official', given: ['Tuur'], family: 'Maes', prefix: ['Jr'], extension }],
  });
  expect(JSON.stringify(resolve(write, now, chosen({ name: 'typed' })))).not.toContain('"text":"Arthur Maes"}');
});

test('a relation takes the place of another relation of a child, never of a contact role', () => {
  const [childOf] = child('x', 'X').relationship ?? [];
  const role = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'N' }] };
  const foster = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHLDFOST' }] };
  const { relationship: ___, ...without } = opened;
  const write: MergeChild = { ...merge({ relationship: childOf ? [childOf] : [] }), before: without };
  const now = as('4', { ...without, relationship: [role, foster] });
  expect(resolve(write, now, chosen({ relationship: 'typed' }))?.resource).toHaveProperty('relationship', [
    role,
    childOf,
  ]);
});

test('a number of ours that a change brings along is added without asking', () => {
  const identifier = [{ system: IDENTIFIER_SYSTEM, value: 'b' }];
  const hosts = { system: 'https://host.example/mrn', value: '7' };
  const now = as('4', { ...opened, identifier: [hosts] });
  expect(standings(merge({ identifier }), now)).toEqual({});
  expect(resolve(merge({ identifier }), now, chosen({}))?.resource).toEqual({
    ...now,
    identifier: [hosts, ...identifier],
  });
  expect(resolve(merge({ identifier }), as('4', { ...opened, identifier }), chosen({}))).toBeUndefined();
});

test('taking a child out of use is asked, and is nothing when the other did so too', () => {
  const { filled: _, ...rest } = merge({ active: false });
  const write: RetireChild = { ...rest, kind: 'retire-child' };
  const renamed = as('4', { ...opened, name: [{ given: ['Arthur'] }] });
  expect(standings(write, renamed)).toEqual({ name: 'theirs', active: 'asked' });
  expect(resolve(write, renamed, chosen({ active: 'typed' }))).toMatchObject({
    kind: 'retire-child',
    version: '4',
    resource: { name: [{ given: ['Arthur'] }], active: false },
  });
  expect(resolve(write, as('4', { ...opened, active: false }), chosen({ active: 'typed' }))).toBeUndefined();
});

const yes = { linkId: 's1.zorgtVoor', text: 'Zorg je voor kinderen?', answer: [{ valueCoding: { code: 'yes' } }] };
const no = { ...yes, answer: [{ valueCoding: { code: 'no' } }] };
const row = (id: string, name: string, more: QuestionnaireResponseItem[] = []): QuestionnaireResponseItem => ({
  linkId: 's1.kind',
  item: [
    { linkId: 's1.kind.id', answer: [{ valueString: id }] },
    { linkId: 's1.kind.voornaam', answer: [{ valueString: name }] },
    { linkId: 's1.kind.bron', answer: [{ valueCoding: { code: 'from-client' } }] },
    ...more,
  ],
});
const date = { linkId: 's1.contactDate', answer: [{ valueDate: '2026-11-01' }] };
const entry = (
  item: QuestionnaireResponseItem[],
  more: Partial<QuestionnaireResponse> = {},
): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id: 'e',
  meta: { versionId: '1' },
  status: 'completed',
  subject: { reference: 'Patient/a' },
  authored: '2026-11-01T10:00:00Z',
  item,
  ...more,
});
const amend = (before: QuestionnaireResponse, item: QuestionnaireResponseItem[]): AmendEntry => ({
  kind: 'amend-entry',
  step: 1,
  becomes: 'amended',
  id: 'e',
  version: '1',
  fullUrl: 'QuestionnaireResponse/e',
  before,
  resource: { ...before, id: 'e', status: 'amended', authored: '2026-11-25T10:00:00Z', item },
});

test('an entry is compared per item, children by who they are and not by their place', () => {
  const before = entry([date, yes, row('zoe', 'Zoe'), row('lars', 'Lars')]);
  const write = amend(before, [date, no, row('zoe', 'Zoë'), row('lars', 'Lars')]);
  const now = as('2', entry([date, yes, row('lars', 'Lars M.'), row('noor', 'Noor')], { status: 'amended' }));
  expect(standings(write, now)).toEqual({
    's1.zorgtVoor': 'asked',
    's1.kind': 'asked',
    's1.kind#1': 'theirs',
    's1.kind#2': 'theirs',
  });
  const resolved = resolve(write, now, chosen({ 's1.zorgtVoor': 'typed', 's1.kind': 'now' }));
  expect(resolved).toMatchObject({ version: '2', becomes: 'amended', before: now });
  expect(resolved?.resource).toEqual({
    ...now,
    authored: '2026-11-25T10:00:00Z',
    item: [date, no, row('lars', 'Lars M.'), row('noor', 'Noor')],
  });
  const both = resolve(write, now, chosen({ 's1.zorgtVoor': 'typed', 's1.kind': 'typed' }));
  expect(both?.resource).toHaveProperty('item', [
    date,
    no,
    row('lars', 'Lars M.'),
    row('noor', 'Noor'),
    row('zoe', 'Zoë'),
  ]);
});

test('two that added the same child agree; two other children are two', () => {
  const before = entry([date]);
  const write = amend(before, [date, row('zoe', 'Zoë'), row('noor', 'Noor')]);
  const now = as('2', entry([date, row('noor', 'Noor')]));
  expect(standings(write, now)).toEqual({ 's1.kind': 'agreed', 's1.kind#1': 'asked' });
  expect(resolve(write, now, chosen({ 's1.kind#1': 'typed' }))?.resource).toHaveProperty('item', [
    date,
    row('noor', 'Noor'),
    row('zoe', 'Zoë'),
  ]);
});

test('what the host or a stranger put inside a chosen item stays: extensions, questions of another, values beside ours', () => {
  const extension = [{ url: 'https://example.org/e', valueString: 'x' }];
  const strange = { linkId: 'other.question', answer: [{ valueString: 'kept' }] };
  const before = entry([yes, row('zoe', 'Zoe')]);
  const write = amend(before, [no, row('zoe', 'Zoë')]);
  const now = as('2', entry([{ ...yes, id: 'q', extension }, { ...row('zoe', 'Zo', [strange]), extension }, strange]));
  const resolved = resolve(write, now, chosen({ 's1.zorgtVoor': 'typed', 's1.kind': 'typed' }));
  expect(resolved?.resource).toHaveProperty('item', [
    { ...no, id: 'q', extension },
    { ...row('zoe', 'Zoë', [strange]), extension },
    strange,
  ]);
});

test('how a question is worded is no difference', () => {
  const before = entry([yes]);
  const { text: _, ...unworded } = yes;
  expect(standings(amend(before, [no]), as('2', entry([unworded])))).toEqual({ 's1.zorgtVoor': 'asked' });
  expect(standings(amend(before, [yes]), as('2', entry([unworded])))).toEqual({});
});

test('whether an entry counts is asked; that both completed and amended count is no difference', () => {
  const before = entry([yes]);
  const withdraw: AmendEntry = {
    ...amend(before, [yes]),
    becomes: 'entered-in-error',
    resource: { ...before, id: 'e', status: 'entered-in-error' },
  };
  const now = as('2', entry([no], { status: 'amended' }));
  expect(standings(withdraw, now)).toEqual({ 's1.zorgtVoor': 'theirs', status: 'asked' });
  expect(resolve(withdraw, now, chosen({ status: 'typed' }))).toMatchObject({
    becomes: 'entered-in-error',
    resource: { status: 'entered-in-error', item: [no] },
  });
  expect(resolve(withdraw, now, chosen({ status: 'now' }))).toBeUndefined();
});

test('answers for an entry that the other withdrew are written only where it is to count again', () => {
  const write = amend(entry([yes]), [no]);
  const withdrawn = as('2', entry([yes], { status: 'entered-in-error' }));
  expect(standings(write, withdrawn)).toEqual({ 's1.zorgtVoor': 'asked', status: 'asked' });
  expect(resolve(write, withdrawn, chosen({ 's1.zorgtVoor': 'typed', status: 'now' }))).toBeUndefined();
  expect(resolve(write, withdrawn, chosen({ 's1.zorgtVoor': 'typed', status: 'typed' }))?.resource).toMatchObject({
    status: 'amended',
    item: [no],
  });
});

test('labels are only ever added, and the reason of the correction goes along', () => {
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
  const before = entry([yes]);
  const made = amend(before, [no]);
  const reason = correctionExtension({ entry: 'e', kind: 'replaces', reason: 'typo' });
  const write = {
    ...made,
    resource: { ...made.resource, extension: [reason], meta: { versionId: '1', security: [{ system, code: 'SDV' }] } },
  };
  const stranger = { url: 'https://example.org/e', valueString: 'x' };
  const earlier = correctionExtension({ entry: 'e', kind: 'replaces', reason: 'earlier' });
  const now = entry([yes], {
    meta: { versionId: '2', security: [{ system, code: 'R' }], source: '#1' },
    extension: [stranger, earlier],
  });
  expect(resolve(write, now, chosen({ 's1.zorgtVoor': 'typed' }))?.resource).toMatchObject({
    meta: { versionId: '2', source: '#1', security: [{ code: 'R' }, { code: 'SDV' }] },
    extension: [stranger, reason],
  });
});

const answer = fc.record({ valueString: fc.constantFrom('a', 'b', 'c') });
const plain = fc
  .uniqueArray(fc.constantFrom('s1.uitkomst', 's1.aantal', 's1.opnieuwOp'))
  .chain((ids) => fc.tuple(...ids.map((linkId) => answer.map((one) => ({ linkId, answer: [one] })))));
const rows = fc.uniqueArray(fc.tuple(fc.constantFrom('zoe', 'lars', 'noor'), fc.constantFrom('A', 'B')), {
  selector: ([id]) => id,
});
const items = fc
  .tuple(plain, rows)
  .map(([one, many]) => [...one, ...many.map(([id, name]) => row(id, name))] as QuestionnaireResponseItem[]);

test('whatever was opened, stands and was typed: all theirs writes nothing, all mine loses no field of theirs that I did not touch', () => {
  const stranger = { linkId: 'x', answer: [{ valueString: 'kept' }] };
  fc.assert(
    fc.property(items, items, items, (was, is, would) => {
      const before = entry(was);
      const now = as('2', entry([...is, stranger]));
      const write = amend(before, would);
      const frozen = JSON.stringify([write, now]);
      const compared = compareFields(write, now);
      if (compared.kind !== 'compared') throw new Error(compared.kind);
      const asked = compared.fields.filter(({ standing }) => standing === 'asked');
      expect(new Set(compared.fields.map(({ field }) => field)).size).toBe(compared.fields.length);
      expect(resolve(write, now, new Map(asked.map(({ field }) => [field, 'now'])))).toBeUndefined();
      const mine = resolve(write, now, new Map(asked.map(({ field }) => [field, 'typed'])));
      expect(JSON.stringify([write, now])).toBe(frozen);
      expect(mine === undefined).toBe(asked.length === 0);
      if (mine?.kind !== 'amend-entry') return;
      const result = mine.resource.item ?? [];
      expect(result).toContainEqual(stranger);
      for (const { now: theirs, standing } of compared.fields)
        if (standing === 'theirs' && theirs) expect(result).toContainEqual(theirs);
      for (const { typed } of asked) if (typed) expect(result).toContainEqual(typed);
      expect(Object.values(standings(write, as('3', mine.resource)))).not.toContain('asked');
    }),
    { numRuns: 500 },
  );
});
