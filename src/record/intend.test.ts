import type { RelatedPerson } from 'fhir/r4';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LABELS } from '../../test/differential/fixtures';
import type { Answers, Instance } from '../fhir/answers';
import { ANSWER_SYSTEM, IDENTIFIER_SYSTEM, QUESTIONNAIRE_VERSION, questionnaireUrl } from '../mapping/canonical';
import { STEPS, type Step } from '../plan/entry';
import { answersOf, type ContactDraft, startContact, withAnswers } from './contact';
import { type IntendInput, intend, type Permissions } from './intend';
import type { CreateChild, CreateEntry, CreateProvenance, IntendedWrite, MergeChild } from './intended';
import { childReference } from './known-children';
import { newChild, withUuids } from './own-uuids';
import type { RecordSnapshot } from './snapshot';
import { child, snapshotOf } from './snapshot-for-tests';

const perStep = <T>(of: (step: Step) => T) =>
  Object.fromEntries(STEPS.map((step) => [step, of(step)])) as Record<Step, T>;
const all: Permissions = { entry: perStep(() => 'yes'), createChild: 'yes', mergeChild: 'yes', provenance: 'yes' };
const labels = DEFAULT_LABELS;
const noDocuments = { instead: false, notes: false, portalWithholds: false };

/** What was typed, as if by a person: the answers of some steps over the draft of a snapshot. */
function recorded(snapshot: RecordSnapshot, typed: Partial<Record<Step, Answers>>, more: Partial<IntendInput> = {}) {
  let count = 0;
  const fresh = withUuids(startContact(snapshot, { patient: 'a', today: '2026-11-25' }), () => `uuid-${count++}`);
  const draft = STEPS.reduce<ContactDraft>(
    (before, step) =>
      typed[step] ? withAnswers(before, step, { ...answersOf(before, step), ...typed[step] }) : before,
    fresh,
  );
  const identified = { ...draft, uuids: fresh.uuids };
  return intend({
    draft: identified,
    answers: perStep((step) => answersOf(identified, step)),
    snapshot,
    context: { patient: 'a', encounter: 'e', fhirUser: 'Practitioner/n' },
    labels,
    permissions: all,
    documents: noDocuments,
    label: (linkId) => `? ${linkId}`,
    authored: '2026-11-25T10:00:00Z',
    ...more,
  });
}

const held = { 's1.uitkomst': [{ system: ANSWER_SYSTEM, code: 'held' }] };
const noor: Instance = {
  key: 'uuid:u-n',
  items: {
    's1.kind.nieuw': [{ key: 'u-n', items: { 's1.kind.nieuw.uuid': ['u-n'], 's1.kind.nieuw.voornaam': ['Noor'] } }],
  },
};
const ofKind = <T extends IntendedWrite>(writes: readonly IntendedWrite[], kind: T['kind']) =>
  writes.filter((write): write is T => write.kind === kind);
const entry = (writes: readonly IntendedWrite[], step: Step) =>
  ofKind<CreateEntry>(writes, 'create-entry').find((write) => write.step === step)?.resource;

test('nothing recorded, nothing written', () => {
  expect(recorded(snapshotOf([child('7', 'Lena')]), {})).toEqual({ writes: [], leftOut: [] });
});

test('an entry carries client, encounter, author, questions, version and the labels of its step', () => {
  const { writes } = recorded(snapshotOf([]), { 2: { 's2.overleg': [true] } });
  expect(writes.map(({ kind }) => kind)).toEqual(['create-entry', 'create-provenance']);
  expect(entry(writes, 2)).toEqual({
    resourceType: 'QuestionnaireResponse',
    meta: { security: labels[2] },
    language: 'nl',
    identifier: { system: IDENTIFIER_SYSTEM, value: 'uuid-1' },
    questionnaire: `${questionnaireUrl(2)}|${QUESTIONNAIRE_VERSION}`,
    _questionnaire: {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/display', valueString: 'Kindreflex, deel 2' }],
    },
    status: 'completed',
    subject: { reference: 'Patient/a' },
    encounter: { reference: 'Encounter/e' },
    authored: '2026-11-25T10:00:00Z',
    author: { reference: 'Practitioner/n' },
    item: [
      { linkId: 's2.contactDate', text: '? s2.contactDate', answer: [{ valueDate: '2026-11-25' }] },
      { linkId: 's2.overleg', text: '? s2.overleg', answer: [{ valueBoolean: true }] },
    ],
  });
});

test('a new child becomes a person, and the entry links to it within the transaction', () => {
  const { writes } = recorded(snapshotOf([]), { 1: { ...held, 's1.kind': [noor] } });
  const [made] = ofKind<CreateChild>(writes, 'create-child');
  expect(made).toMatchObject({
    fullUrl: 'urn:uuid:u-n',
    resource: { patient: { reference: 'Patient/a' }, name: [{ given: ['Noor'] }] },
  });
  const item = entry(writes, 1)?.item?.find(({ linkId }) => linkId === 's1.kind');
  expect(item?.item?.[0]?.answer).toEqual([
    {
      valueReference: {
        reference: 'urn:uuid:u-n',
        type: 'RelatedPerson',
        identifier: { system: IDENTIFIER_SYSTEM, value: 'u-n' },
        display: 'Noor',
      },
    },
  ]);
});

test('a row that was opened for a child and left empty is neither a person nor in the entry', () => {
  const { writes } = recorded(snapshotOf([]), { 1: { ...held, 's1.kind': [newChild('u-x')] } });
  expect(ofKind(writes, 'create-child')).toEqual([]);
  expect(entry(writes, 1)?.item?.map(({ linkId }) => linkId)).toEqual(['s1.contactDate', 's1.uitkomst']);
});

test('a known child is written only where something is filled in, on the version that was read', () => {
  const { birthDate: _, ...undated } = child('8', 'Tuur');
  const snapshot = snapshotOf([child('7', 'Lena'), undated]);
  expect(ofKind(recorded(snapshot, { 1: held }).writes, 'merge-child')).toEqual([]);
  const rows = startContact(snapshot, { patient: 'a', today: '2026-11-25' }).answers[1]?.['s1.kind'] ?? [];
  const dated = rows.map((row) =>
    typeof row === 'object' && 'items' in row && row.key === 'RelatedPerson/8'
      ? { ...row, items: { ...row.items, 's1.kind.geboortedatum': ['2019-01-02'] } }
      : row,
  );
  const [merge, ...others] = ofKind<MergeChild>(recorded(snapshot, { 1: { 's1.kind': dated } }).writes, 'merge-child');
  expect(others).toEqual([]);
  expect(merge).toMatchObject({ id: '8', version: '3', filled: ['birthDate'], resource: { birthDate: '2019-01-02' } });
  expect(merge?.before).toBe(undated);
});

test.each([
  ['inactive', { active: false }, []],
  ['without a version', { meta: {} }, [{ what: 'child', child: 'RelatedPerson/8', reason: 'no-version' }]],
])('a person who is %s is not written', (_, more: Partial<RelatedPerson>, leftOut) => {
  const { birthDate: __, ...undated } = child('8', 'Tuur', more);
  const row = { key: 'RelatedPerson/8', items: { 's1.kind.id': ['8'], 's1.kind.geboortedatum': ['2019-01-02'] } };
  const intention = recorded(snapshotOf([undated]), { 1: { ...held, 's1.kind': [row] } });
  expect(ofKind(intention.writes, 'merge-child')).toEqual([]);
  expect(intention.leftOut).toEqual(leftOut);
});

test('two rows about the same person make one write', () => {
  const { birthDate: _, ...undated } = child('8', 'Tuur');
  const row = (key: string) => ({ key, items: { 's1.kind.id': ['8'], 's1.kind.geboortedatum': ['2019-01-02'] } });
  const { writes } = recorded(snapshotOf([undated]), { 1: { ...held, 's1.kind': [row('a'), row('b')] } });
  expect(ofKind(writes, 'merge-child')).toHaveLength(1);
});

const heard = (reference: object): Answers => ({ 's3.kind': [{ key: 'k', items: { 's3.kind.wie': [reference] } }] });
const whoIn = (writes: readonly IntendedWrite[]) =>
  entry(writes, 3)?.item?.find(({ linkId }) => linkId === 's3.kind')?.item?.[0]?.answer?.[0]?.valueReference;
const toNoor = childReference({ key: 'uuid:u-n', uuid: 'u-n', given: 'No', birthDateUnknown: false });

test('a step that refers to a new child leads to it, by the name as it is now', () => {
  const { writes } = recorded(snapshotOf([]), { 1: { ...held, 's1.kind': [noor] }, 3: heard(toNoor) });
  expect(whoIn(writes)).toMatchObject({ reference: 'urn:uuid:u-n', display: 'Noor' });
});

test('a reference to a child that stays out of the record is its identifier alone', () => {
  const permissions = { ...all, createChild: 'site-refuses' as const };
  const { writes, leftOut } = recorded(
    snapshotOf([]),
    { 1: { ...held, 's1.kind': [noor] }, 3: heard(toNoor) },
    { permissions },
  );
  expect(ofKind(writes, 'create-child')).toEqual([]);
  expect(leftOut).toEqual([{ what: 'child', child: 'u-n', reason: 'site-refuses' }]);
  expect(whoIn(writes)).toEqual({
    type: 'RelatedPerson',
    identifier: { system: IDENTIFIER_SYSTEM, value: 'u-n' },
    display: 'No',
  });
  expect(JSON.stringify(writes)).not.toContain('urn:uuid:u-n');
});

test('a child that the record has by now is referred to there', () => {
  const made = child('7', 'Noor', { identifier: [{ system: IDENTIFIER_SYSTEM, value: 'u-n' }] });
  const { writes } = recorded(snapshotOf([made]), { 3: heard(toNoor) });
  expect(whoIn(writes)?.reference).toBe('RelatedPerson/7');
});

test('a row that turned out to be a person of the record takes its references along', () => {
  const row = { key: 'uuid:u-n', items: { 's1.kind.id': ['7'], 's1.kind.voornaam': ['Noor'] } };
  const { writes } = recorded(snapshotOf([child('7', 'Noor')]), {
    1: { ...held, 's1.kind': [row] },
    3: heard(toNoor),
  });
  expect(whoIn(writes)).toEqual({ reference: 'RelatedPerson/7', type: 'RelatedPerson', display: 'No' });
});

test('Provenance is made per set of labels and carries them', () => {
  const concern = { 's4.gegevens': ['x'] };
  const { writes } = recorded(snapshotOf([]), {
    1: { ...held, 's1.kind': [noor] },
    2: { 's2.overleg': [true] },
    3: { 's3.hoe': ['y'] },
    4: concern,
    5: { 's5.voortgang': ['z'] },
  });
  const made = ofKind<CreateProvenance>(writes, 'create-provenance');
  expect(made.map(({ steps, resource }) => [steps, resource.meta?.security])).toEqual([
    [[1, 3], undefined],
    [[2], labels[2]],
    [[4, 5], labels[4]],
  ]);
  expect(made[0]?.resource.target).toContainEqual({ reference: 'urn:uuid:u-n' });
  expect(new Set(made.map(({ uuid }) => uuid)).size).toBe(3);
});

test('without a known user, or where the host does not take it, there is no Provenance and it is said', () => {
  const typed = { 3: { 's3.hoe': ['y'] } };
  const anonymous = recorded(snapshotOf([]), typed, { context: { patient: 'a' } });
  expect(anonymous.writes.map(({ kind }) => kind)).toEqual(['create-entry']);
  expect(anonymous.leftOut).toEqual([{ what: 'provenance', reason: 'user-unknown' }]);
  const refused = recorded(snapshotOf([]), typed, { permissions: { ...all, provenance: 'not-supported' } });
  expect(refused.leftOut).toEqual([{ what: 'provenance', reason: 'not-supported' }]);
});

test('a step that may not be written is left out and named; children come only with their entry', () => {
  const entryOf = (refused: Step) =>
    perStep((step) => (step === refused ? ('site-refuses' as const) : ('yes' as const)));
  const typed = { 1: { ...held, 's1.kind': [noor] }, 2: { 's2.overleg': [true] } };
  const second = recorded(snapshotOf([]), typed, { permissions: { ...all, entry: entryOf(2) } });
  expect(ofKind<CreateEntry>(second.writes, 'create-entry').map(({ step }) => step)).toEqual([1]);
  expect(second.leftOut).toEqual([{ what: 'entry', step: 2, reason: 'site-refuses' }]);
  const first = recorded(snapshotOf([]), typed, { permissions: { ...all, entry: entryOf(1) } });
  expect(ofKind(first.writes, 'create-child')).toEqual([]);
});

test('without a contact date nothing is written, and it is said', () => {
  const snapshot = snapshotOf([]);
  const { contactDate: _, ...undated } = withUuids(startContact(snapshot, { patient: 'a', today: '' }), () => 'u');
  const intention = recorded(snapshot, {}, { draft: undated, answers: { 3: { 's3.hoe': ['y'] } } });
  expect(intention).toEqual({ writes: [], leftOut: [{ what: 'entry', step: 3, reason: 'contact-date-missing' }] });
});

describe('documents', () => {
  const typed: Partial<Record<Step, Answers>> = {
    1: { ...held, 's1.kind': [noor] },
    2: { 's2.overleg': [true] },
    3: { 's3.hoe': ['gesproken over thuis'] },
    4: { 's4.gegevens': ['geheim'] },
  };
  const documents = (wish: Partial<typeof noDocuments>) =>
    recorded(snapshotOf([]), typed, { documents: { ...noDocuments, ...wish } }).writes.flatMap((write) =>
      write.kind === 'create-document' ? [write] : [],
    );

  test('one per class and set of labels, those of concern apart, and no entry of its own beside them', () => {
    const { writes } = recorded(snapshotOf([]), typed, {
      documents: { instead: true, notes: false, portalWithholds: true },
    });
    expect(writes.map(({ kind }) => kind)).toEqual([
      'create-child',
      ...Array(6).fill('create-document'),
      ...Array(3).fill('create-provenance'),
    ]);
    const told = documents({ instead: true, portalWithholds: true });
    expect(
      told.map(({ content, steps, resource }) => [content, steps, resource.meta?.security?.map(({ code }) => code)]),
    ).toEqual([
      ['entries', [1, 3], undefined],
      ['entries', [2], ['R']],
      ['entries', [4], ['R', 'SDV']],
      ['note', [1, 3], undefined],
      ['note', [2], ['R']],
      ['note', [4], ['R', 'SDV']],
    ]);
    expect(new Set(told.map(({ uuid }) => uuid)).size).toBe(6);
  });

  test('a note of concern is not made unless the portal withholds it', () => {
    expect(documents({ notes: true }).map(({ steps }) => steps)).toEqual([[1, 3]]);
    expect(documents({ notes: true, portalWithholds: true }).map(({ steps }) => steps)).toEqual([[1, 3], [2], [4]]);
  });

  test('each Provenance names the documents of its labels', () => {
    const { writes } = recorded(snapshotOf([]), typed, {
      documents: { instead: true, notes: false, portalWithholds: true },
    });
    const provenances = writes.flatMap((write) => (write.kind === 'create-provenance' ? [write] : []));
    const of = (steps: readonly Step[]) =>
      writes.filter((write) => write.kind === 'create-document' && write.steps.join() === steps.join());
    const targets = (index: number) => provenances[index]?.resource.target.map(({ reference }) => reference);
    expect(targets(1)).toEqual(of([2]).map(({ fullUrl }) => fullUrl));
    expect(targets(2)).toEqual(of([4]).map(({ fullUrl }) => fullUrl));
    expect(targets(0)).toHaveLength(3);
  });
});
