import type { QuestionnaireResponse } from 'fhir/r4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses } from '../demo-ehr/smart/smart-client-for-tests';
import type { Answers } from '../fhir/answers';
import { ANSWER_SYSTEM, IDENTIFIER_SYSTEM, questionnaireUrl } from '../mapping/canonical';
import { correctionExtension, readCorrection } from '../mapping/correction';
import { fromResponse } from '../mapping/response';
import { parseScopes } from '../session/scopes';
import { parseSiteConfig } from '../session/site-config';
import { compareFields, resolve } from './conflict';
import { type CorrectionInput, intendCorrection, isAmendable } from './correct';
import type { AmendEntry, CreateEntry, Intention } from './intended';
import { loaded } from './loaded';
import type { RecordStore } from './open-record';
import { planOf } from './plan-of';
import { save } from './save';
import { openClient, planFor, settled, typed } from './session-for-tests';
import { snapshotOf } from './snapshot-for-tests';
import { planOfIntention } from './write-plan';

const read = parseSiteConfig({ issuers: [{ iss: 'http://localhost/fhir', clientId: 'kindreflex' }] });
if (!read.ok) throw new Error('The site configuration of the tests is wrong');
const site = read.value;

const coded = (code: string) => ({ system: ANSWER_SYSTEM, code });
const U = '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10';
const stranger = { linkId: 'other.question', text: 'Of another system', answer: [{ valueString: 'kept' }] };
const elsewhere = { url: 'https://example.org/e', valueString: 'x' };
const resource: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  id: 'e',
  meta: { versionId: '2', security: [{ system: 'https://host.example', code: 'OWN' }], source: '#host' },
  extension: [elsewhere],
  identifier: { system: IDENTIFIER_SYSTEM, value: U },
  questionnaire: `${questionnaireUrl(1)}|0.1.0`,
  status: 'completed',
  subject: { reference: 'Patient/a' },
  encounter: { reference: 'Encounter/then' },
  authored: '2026-11-01T10:00:00Z',
  author: { reference: 'Practitioner/els', display: 'Els' },
  item: [
    { linkId: 's1.contactDate', answer: [{ valueDate: '2026-11-01' }] },
    {
      linkId: 's1.zorgtVoor',
      text: 'As the host words it',
      extension: [elsewhere],
      answer: [{ valueCoding: coded('yes') }],
    },
    stranger,
    { linkId: 's1.aantal', answer: [{ valueInteger: 2 }] },
    {
      linkId: 's1.kind',
      item: [
        {
          linkId: 's1.kind.nieuw',
          item: [
            { linkId: 's1.kind.nieuw.uuid', answer: [{ valueString: 'k' }] },
            { linkId: 's1.kind.nieuw.voornaam', answer: [{ valueString: 'Tuur' }] },
          ],
        },
      ],
    },
  ],
};
const facts = {
  context: { patient: 'a', fhirUser: 'Practitioner/joke', scopes: parseScopes('patient/*.cruds') },
  site,
  label: (linkId: string) => `${linkId}?`,
  authored: '2026-11-25T10:00:00.000Z',
  uuids: { entry: 'new-entry', document: 'new-document', note: 'new-note', provenance: 'new-provenance' },
};
/** A host that says that it takes whatever the scopes allow */
const whole = (from: QuestionnaireResponse) => {
  const interaction = ['read', 'search-type', 'create', 'update'].map((code) => ({ code }));
  const types = ['QuestionnaireResponse', 'RelatedPerson', 'Provenance', 'DocumentReference'].map((type) => ({
    type,
    interaction,
  }));
  const capabilities = loaded({ resourceType: 'CapabilityStatement' as const, rest: [{ resource: types }] });
  return { ...snapshotOf([], [from]), capabilities };
};
const entryOf = (from: QuestionnaireResponse) => {
  const entry = fromResponse(from);
  if (!entry) throw new Error('No entry of ours');
  return entry;
};
const answers = (more: Answers = {}): Answers => ({ ...entryOf(resource).answers, ...more });
const correction = (more: Partial<CorrectionInput> = {}, from: QuestionnaireResponse = resource): CorrectionInput => ({
  ...facts,
  resource: from,
  entry: entryOf(from),
  how: { kind: 'replace', answers: answers({ 's1.aantal': [3] }) },
  reason: 'typo',
  snapshot: whole(from),
  ...more,
});
const { id: _, meta: __, ...inDocument } = resource;
const createOnly = { ...facts.context, scopes: parseScopes('patient/*.crs') };
const first = ({ writes }: Intention) => writes[0];

test('where the host can update, the entry itself is amended: only what says something else, as its author left it otherwise', () => {
  const write = first(intendCorrection(correction())) as AmendEntry;
  expect(write).toMatchObject({
    kind: 'amend-entry',
    becomes: 'amended',
    step: 1,
    id: 'e',
    version: '2',
    before: resource,
  });
  expect(write.fullUrl).toBe('QuestionnaireResponse/e');
  expect(write.resource).toEqual({
    ...resource,
    status: 'amended',
    authored: '2026-11-25T10:00:00.000Z',
    extension: [elsewhere, correctionExtension({ entry: U, kind: 'replaces', reason: 'typo' })],
    item: resource.item?.map((item) =>
      item.linkId === 's1.aantal' ? { ...item, text: 's1.aantal?', answer: [{ valueInteger: 3 }] } : item,
    ),
  });
});

test('answers that came, went, or changed are amended; what hangs on the question stays', () => {
  const { 's1.aantal': _, ...fewer } = answers({ 's1.zorgtVoor': [coded('no')], 's1.verwacht': [coded('unknown')] });
  const write = first(intendCorrection(correction({ how: { kind: 'replace', answers: fewer } }))) as AmendEntry;
  expect(write.resource.item?.map(({ linkId }) => linkId)).toEqual([
    's1.contactDate',
    's1.zorgtVoor',
    's1.verwacht',
    'other.question',
    's1.kind',
  ]);
  expect(write.resource.item?.[1]).toEqual({
    ...resource.item?.[1],
    answer: [{ valueCoding: coded('no') }],
  });
});

test('nothing changed: nothing is written, in place or anew', () => {
  const how = { kind: 'replace', answers: answers() } as const;
  expect(intendCorrection(correction({ how }))).toEqual({ writes: [], leftOut: [] });
  expect(intendCorrection(correction({ how, context: createOnly }))).toEqual({ writes: [], leftOut: [] });
});

test('a mistake is marked as one, with its answers still there', () => {
  const write = first(
    intendCorrection(correction({ how: { kind: 'withdraw' }, reason: 'other client' })),
  ) as AmendEntry;
  expect(write).toMatchObject({
    becomes: 'entered-in-error',
    resource: { status: 'entered-in-error', item: resource.item },
  });
  expect(readCorrection(write.resource.extension)).toEqual({ entry: U, kind: 'withdraws', reason: 'other client' });
});

test('a text made from the answers goes with them, one of its own stays', () => {
  const text = (status: 'generated' | 'additional') => ({ text: { status, div: '<div>2</div>' } });
  const amended = (status: 'generated' | 'additional') =>
    first(intendCorrection(correction({}, { ...resource, ...text(status) })))?.resource;
  expect(amended('generated')).not.toHaveProperty('text');
  expect(amended('additional')).toMatchObject(text('additional'));
});

test.each([
  ['the host takes no updates', { context: createOnly }, resource],
  ['it has no version', {}, { ...resource, meta: {} }],
  ['it was read out of a document', {}, inDocument],
])('a new entry corrects where %s', (_, more, from) => {
  const input = correction(more, from);
  expect(isAmendable(from, input.snapshot, input.context)).toBe(false);
  const write = first(intendCorrection(input)) as CreateEntry;
  expect(write).toMatchObject({ kind: 'create-entry', step: 1, uuid: 'new-entry', fullUrl: 'urn:uuid:new-entry' });
  expect(write.resource).toMatchObject({
    identifier: { value: 'new-entry' },
    status: 'completed',
    subject: { reference: 'Patient/a' },
    encounter: { reference: 'Encounter/then' },
    author: { reference: 'Practitioner/joke' },
  });
  expect(readCorrection(write.resource.extension)).toEqual({ entry: U, kind: 'replaces', reason: 'typo' });
  expect(write.resource.item).toContainEqual(stranger);
  expect(entryOf(write.resource)).toMatchObject({ contactDate: '2026-11-01', answers: { 's1.aantal': [3] } });
});

test('on a host that takes documents alone the correction stands in one, under its own labels', () => {
  const context = { ...facts.context, scopes: parseScopes('patient/DocumentReference.cruds patient/RelatedPerson.rs') };
  const documents = { ...site.documents, portalWithholds: true, notes: true };
  const snapshot = { ...whole(resource), capabilities: { state: 'not-asked' as const } };
  const { writes } = intendCorrection(correction({ context, snapshot, site: { ...site, documents } }, inDocument));
  expect(writes.map((write) => (write.kind === 'create-document' ? [write.content, write.uuid] : write.kind))).toEqual([
    ['entries', 'new-document'],
    ['note', 'new-note'],
  ]);
  const [carrier] = writes;
  if (carrier?.kind !== 'create-document') throw new Error('No document');
  expect(readCorrection(carrier.entries[0]?.extension)).toEqual({ entry: U, kind: 'replaces', reason: 'typo' });
});

test('where the site wants readable notes, one follows what now stands, and none what was taken back', () => {
  const snapshot = whole(resource);
  const documents = { ...site.documents, notes: true };
  const kinds = (how: CorrectionInput['how']) =>
    intendCorrection(correction({ how, snapshot, site: { ...site, documents } })).writes.map(({ kind }) => kind);
  expect(kinds({ kind: 'replace', answers: answers({ 's1.aantal': [3] }) })).toEqual([
    'amend-entry',
    'create-document',
    'create-provenance',
  ]);
  expect(kinds({ kind: 'withdraw' })).toEqual(['amend-entry', 'create-provenance']);
});

test('taken back by a new entry: it says which and on which day, and no answer', () => {
  const write = first(intendCorrection(correction({ how: { kind: 'withdraw' }, context: createOnly }))) as CreateEntry;
  expect(readCorrection(write.resource.extension)).toMatchObject({ entry: U, kind: 'withdraws' });
  expect(write.resource.item?.map(({ linkId }) => linkId)).toEqual(['s1.contactDate']);
});

test('a correction of a correction still names what that one replaced', () => {
  const extension = [correctionExtension({ entry: 'first', kind: 'replaces', reason: 'earlier' })];
  const write = first(intendCorrection(correction({}, { ...resource, extension })));
  expect(readCorrection((write as AmendEntry).resource.extension)).toEqual({
    entry: 'first',
    kind: 'replaces',
    reason: 'typo',
  });
});

test('an entry with no day, or one that has not come, is not written', () => {
  const { 's1.contactDate': _, ...undated } = answers();
  const left = (reason: string) => ({ writes: [], leftOut: [{ what: 'entry', step: 1, reason }] });
  const on = (given: Answers) => intendCorrection(correction({ how: { kind: 'replace', answers: given } }));
  expect(on(undated)).toEqual(left('contact-date-missing'));
  expect(on(answers({ 's1.contactDate': ['2026-11-26'] }))).toEqual(left('contact-date-future'));
});

const concern: QuestionnaireResponse = {
  ...resource,
  questionnaire: `${questionnaireUrl(2)}|0.1.0`,
  item: [
    { linkId: 's2.contactDate', answer: [{ valueDate: '2026-11-01' }] },
    { linkId: 's2.overleg', answer: [{ valueBoolean: false }] },
  ],
};

test('the labels of the entry and of the site are on the correction, and on who made it; the reason stands under them alone', () => {
  const given = { ...entryOf(concern).answers, 's2.overleg': [true] };
  for (const context of [facts.context, createOnly]) {
    const { writes } = intendCorrection(correction({ how: { kind: 'replace', answers: given }, context }, concern));
    expect(writes.map(({ kind }) => kind)).toContain('create-provenance');
    for (const { resource: written } of writes) {
      expect(written.meta?.security?.map(({ code }) => code)).toEqual(['OWN', 'R']);
      if (written.resourceType === 'Provenance') expect(JSON.stringify(written)).not.toContain('typo');
    }
  }
});

test('a site that keeps no concern has none changed either, but a mistake can be taken back', () => {
  const refusing = { site: { ...site, concernEntries: 'refuse' as const } };
  const given = { ...entryOf(concern).answers, 's2.overleg': [true] };
  const { writes, leftOut } = intendCorrection(
    correction({ how: { kind: 'replace', answers: given }, ...refusing }, concern),
  );
  expect(writes).toEqual([]);
  expect(leftOut).toEqual([{ what: 'entry', step: 2, reason: 'site-refuses' }]);
  const back = intendCorrection(correction({ how: { kind: 'withdraw' }, ...refusing }, concern));
  expect(back.writes.map(({ kind }) => kind)).toContain('amend-entry');
});

test('a child that a correction adds is made; one that the record did not get before is not made now', () => {
  const uuid = crypto.randomUUID();
  const fresh = { 's1.kind.nieuw.uuid': [uuid], 's1.kind.nieuw.voornaam': ['Noor'] };
  const named = { key: `uuid:${uuid}`, items: { 's1.kind.nieuw': [{ key: uuid, items: fresh }] } };
  const before = answers()['s1.kind'] ?? [];
  const how = { kind: 'replace', answers: answers({ 's1.kind': [...before, named] }) } as const;
  const { writes } = intendCorrection(correction({ how }));
  expect(writes.map(({ kind }) => kind)).toEqual(['create-child', 'amend-entry', 'create-provenance']);
  const item = (writes[1] as AmendEntry).resource.item ?? [];
  expect(item.filter(({ linkId }) => linkId === 's1.kind')).toHaveLength(2);
  expect(JSON.stringify(item)).toContain(`"reference":"${writes[0]?.fullUrl}"`);
});

test('who corrected is left out where the host takes no Provenance or does not say who is logged in', () => {
  const { fhirUser: _, ...anonymous } = facts.context;
  const left = (more: Partial<CorrectionInput>) => intendCorrection(correction(more)).leftOut;
  expect(left({ context: anonymous })).toEqual([{ what: 'provenance', reason: 'user-unknown' }]);
  const scopes = parseScopes('patient/QuestionnaireResponse.cruds');
  expect(left({ context: { ...facts.context, scopes } })).toEqual([{ what: 'provenance', reason: 'not-granted' }]);
});

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
afterAll(() => ehr.stop());

/** A record with a contact of three steps in it, read again. */
async function withContact() {
  const client = await openClient(ehr);
  const record = client.open();
  await settled(record);
  const draft = typed(record, client.context.patient, client.tuurId);
  await save(client.host, client.context, await planFor(client, record, draft));
  const later = client.open();
  await settled(later);
  await later.loadForSaving();
  return { ...client, record: later };
}

function correctionOf(
  record: RecordStore,
  context: CorrectionInput['context'],
  how: (answers: Answers) => CorrectionInput['how'],
) {
  const snapshot = record.getSnapshot();
  const entry = planOf(snapshot).entries.find(({ step }) => step === 2);
  if (snapshot.entries.state !== 'loaded' || !entry) throw new Error('The entry was not read');
  const found = snapshot.entries.value.resources[snapshot.entries.value.entries.indexOf(entry)];
  if (!found) throw new Error('The resource was not read');
  const id = () => crypto.randomUUID();
  const uuids = { entry: id(), document: id(), note: id(), provenance: id() };
  const intention = intendCorrection({
    ...facts,
    context,
    uuids,
    resource: found,
    entry,
    how: how(entry.answers),
    snapshot,
    reason: 'typo',
  });
  const plan = planOfIntention(intention, snapshot, context);
  if (plan.kind !== 'save') throw new Error(`Expected a save, got ${plan.kind}`);
  return plan;
}
const notConsulted = (given: Answers) => ({ kind: 'replace' as const, answers: { ...given, 's2.overleg': [false] } });

test.each([
  ['in place', [] as const, 3],
  ['by a new entry', ['update', 'patch'] as const, 4],
])('saved %s, the correction is what every reader sees, once', async (_, refused, count) => {
  const { host, context, record, open } = await withContact();
  record.learn(refused.map((operation) => ({ type: 'QuestionnaireResponse', operation })));
  const plan = correctionOf(record, context, notConsulted);
  expect((await save(host, context, plan)).kind).toBe('saved');
  expect((await save(host, context, plan, { lookFirst: true })).kind).toBe('saved');
  const reader = open();
  await settled(reader);
  const { entries } = planOf(reader.getSnapshot());
  expect(entries.filter(({ step }) => step === 2)).toMatchObject([{ answers: { 's2.overleg': [false] } }]);
  expect(entries).toHaveLength(3);
  expect(await ehr.store.list('QuestionnaireResponse', `patient=${context.patient}`)).toHaveLength(count);
});

test.each([
  ['in place', [] as const],
  ['by a new entry', ['update', 'patch'] as const],
])('taken back %s, the entry counts for no reader', async (_, refused) => {
  const { host, context, record, open } = await withContact();
  record.learn(refused.map((operation) => ({ type: 'QuestionnaireResponse', operation })));
  const plan = correctionOf(record, context, () => ({ kind: 'withdraw' }));
  expect((await save(host, context, plan)).kind).toBe('saved');
  const reader = open();
  await settled(reader);
  expect(
    planOf(reader.getSnapshot())
      .entries.map(({ step }) => step)
      .sort(),
  ).toEqual([1, 3]);
});

test("a colleague's correction that came first is compared and kept where the person chooses so", async () => {
  const { host, context, record, open } = await withContact();
  const mine = correctionOf(record, context, (given) => ({
    kind: 'replace',
    answers: { ...given, 's2.nuVeilig': [coded('no')] },
  }));
  const colleague = open();
  await settled(colleague);
  await colleague.loadForSaving();
  const theirs = correctionOf(colleague, context, (given) => ({
    kind: 'replace',
    answers: { ...given, 's2.nuVeilig': [coded('yes')], 's2.overleg': [false] },
  }));
  expect((await save(host, context, theirs)).kind).toBe('saved');
  const result = await save(host, context, mine);
  if (result.kind !== 'conflict') throw new Error(`Expected a conflict, got ${result.kind}`);
  const [overtaken] = result.overtaken;
  if (!overtaken) throw new Error('Nothing was overtaken');
  const { write, now } = overtaken;
  const compared = compareFields(write, now);
  if (compared.kind !== 'compared') throw new Error(compared.kind);
  expect(compared.fields.map(({ field, standing }) => [field, standing])).toEqual([
    ['s2.overleg', 'theirs'],
    ['s2.nuVeilig', 'asked'],
  ]);
  expect(resolve(write, now, new Map([['s2.nuVeilig', 'now']]))).toBeUndefined();
  const resolved = resolve(write, now, new Map([['s2.nuVeilig', 'typed']]));
  if (!resolved) throw new Error('Nothing was left to write');
  const writes = mine.writes.map((one) => (one === write ? resolved : one));
  expect((await save(host, context, { ...mine, writes })).kind).toBe('saved');
  const reader = open();
  await settled(reader);
  expect(planOf(reader.getSnapshot()).entries.filter(({ step }) => step === 2)).toMatchObject([
    { answers: { 's2.nuVeilig': [coded('no')], 's2.overleg': [false] } },
  ]);
});
