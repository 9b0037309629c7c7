import type { RelatedPerson as Resource } from 'fhir/r4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses } from '../demo-ehr/smart/smart-client-for-tests';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { fromRelatedPerson } from '../mapping/child';
import type { RelatedPerson } from '../plan/children';
import { startContact, withAnswers } from './contact';
import { duplicatesIn, mayRetire } from './duplicates';
import { resourcesOf, retire } from './duplicates-retire';
import { withUuids } from './own-uuids';
import { planOf } from './plan-of';
import { save } from './save';
import { openClient, planFor, settled } from './session-for-tests';
import { child } from './snapshot-for-tests';
import { planOfIntention } from './write-plan';

const ours = (value: string) => ({ identifier: [{ system: IDENTIFIER_SYSTEM, value }] });
const read = (id: string, given: string, more: Partial<Resource> = {}): RelatedPerson =>
  fromRelatedPerson(child(id, given, more));
const found = (...persons: RelatedPerson[]) =>
  duplicatesIn(persons).map(({ persons: [a, b], likeness }) => `${a.id}+${b.id} ${likeness}`);

test('the same child in another spelling, with day and month exchanged, or with something missing, is asked about', () => {
  const zoe = read('1', 'Zoë', ours('u1'));
  const { birthDate: _, ...undated } = child('4', 'Zoë', ours('u4'));
  expect(found(zoe, read('2', 'Zoe'))).toEqual(['1+2 same']);
  expect(found(zoe, read('3', 'Zoe', { ...ours('u3'), birthDate: '2017-02-05' }))).toEqual(['1+3 day-month-swapped']);
  expect(found(zoe, fromRelatedPerson(undated))).toEqual(['1+4 near']);
  expect(found(fromRelatedPerson(undated), zoe, read('2', 'Zoe'))).toEqual(['1+2 same', '4+1 near', '4+2 near']);
});

test('never twins, an adult namesake, a person out of use, or two that the app did not make', () => {
  const marie = read('1', 'Marie', ours('u1'));
  expect(found(marie, read('2', 'Maria', ours('u2')))).toEqual([]);
  expect(found(marie, read('2', 'Lars', ours('u2')))).toEqual([]);
  expect(found(marie, read('2', 'Marie', { ...ours('u2'), birthDate: '1987-05-02' }))).toEqual([]);
  const { birthDate: _, ...partner } = child('2', 'Marie', { relationship: [{ coding: [{ code: 'SPS' }] }] });
  expect(found(marie, fromRelatedPerson(partner))).toEqual([]);
  expect(found(marie, read('2', 'Marie', { active: false }))).toEqual([]);
  expect(found(read('1', 'Marie'), read('2', 'Marie'))).toEqual([]);
  expect(found(marie, marie)).toEqual([]);
});

test('only what the app made may go out of use', () => {
  expect(mayRetire(read('1', 'Noor', ours('u1')))).toBe(true);
  expect(mayRetire(read('1', 'Noor', { identifier: [{ system: 'https://host.example/mrn', value: '7' }] }))).toBe(
    false,
  );
});

test('the one that stays takes over the number, the other goes out of use, and nothing else changes', () => {
  const telecom = [{ system: 'phone' as const, value: '+32 470 00 00 00' }];
  const mrn = { system: 'https://host.example/mrn', value: '7' };
  const keep = child('1', 'Zoë', { telecom, identifier: [mrn] });
  const drop = child('2', 'Zoe', { ...ours('u2'), extension: [{ url: 'https://example.org/e', valueString: 'x' }] });
  expect(retire(keep, drop, 'yes')).toEqual({
    writes: [
      {
        kind: 'merge-child',
        id: '1',
        version: '3',
        fullUrl: 'RelatedPerson/1',
        before: keep,
        resource: { ...keep, identifier: [mrn, ...(drop.identifier ?? [])] },
        filled: [],
      },
      {
        kind: 'retire-child',
        id: '2',
        version: '3',
        fullUrl: 'RelatedPerson/2',
        before: drop,
        resource: { ...drop, active: false },
      },
    ],
    leftOut: [],
  });
  const heir = child('1', 'Zoë', { identifier: [mrn, ...(drop.identifier ?? [])] });
  expect(retire(heir, drop, 'yes').writes.map(({ kind }) => kind)).toEqual(['retire-child']);
});

test('nothing is written without permission or without a version to hold on to', () => {
  const [keep, drop] = [child('1', 'Zoë', ours('u1')), child('2', 'Zoe', ours('u2'))];
  const { meta: _, ...unversioned } = keep;
  const left = (reason: string) => ({ writes: [], leftOut: [{ what: 'child', child: 'RelatedPerson/2', reason }] });
  expect(retire(keep, drop, 'site-refuses')).toEqual(left('site-refuses'));
  expect(retire(unversioned, drop, 'yes')).toEqual(left('no-version'));
});

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
afterAll(() => ehr.stop());

type Client = Awaited<ReturnType<typeof openClient>>;

/** A contact in which someone tells of Noor, planned on what the record shows at this moment. */
async function tellsOfNoor(client: Client, given: string) {
  const record = client.open();
  await settled(record);
  const uuid = crypto.randomUUID();
  const fresh = {
    's1.kind.nieuw.uuid': [uuid],
    's1.kind.nieuw.voornaam': [given],
    's1.kind.nieuw.naam': ['Maes'],
    's1.kind.nieuw.geboortedatum': ['2019-01-02'],
  };
  const start = startContact(record.getSnapshot(), { patient: client.context.patient, today: '2026-11-25' });
  const draft = withAnswers(start, 1, {
    's1.contactDate': ['2026-11-25'],
    's1.kind': [{ key: `uuid:${uuid}`, items: { 's1.kind.nieuw': [{ key: uuid, items: fresh }] } }],
  });
  return planFor(
    client,
    record,
    withUuids(draft, () => crypto.randomUUID()),
  );
}

test.each([
  ['the first that came stays', 0],
  ['the second that came stays', 1],
])(
  'two clinicians add the same child at the same moment; confirmed as one, it is one for whoever reads on: %s',
  async (_, stays) => {
    const client = await openClient(ehr);
    const { host, context } = client;
    const [planA, planB] = [await tellsOfNoor(client, 'Noor'), await tellsOfNoor(client, 'Nóór')];
    for (const plan of stays === 0 ? [planA, planB] : [planB, planA]) {
      // As in the race: just before writing, neither sees the child of the other.
      const persons = await ehr.store.list('RelatedPerson', `patient=${context.patient}`);
      const result = await save(host, context, { ...plan, knownPersons: persons.map(({ id }) => id ?? '') });
      expect(result.kind).toBe('saved');
    }
    const record = client.open();
    await settled(record);
    const snapshot = await record.loadForSaving();
    const persons = snapshot.relatedPersons.state === 'loaded' ? snapshot.relatedPersons.value : undefined;
    if (!persons) throw new Error('The persons were not read');
    const noors = () => planOf(record.getSnapshot()).children.filter(({ birthDate }) => birthDate === '2019-01-02');
    expect(noors()).toHaveLength(2);
    const [pair, ...more] = duplicatesIn(persons.persons);
    expect(more).toEqual([]);
    if (!pair) throw new Error('The pair was not found');
    const both = resourcesOf(pair, persons);
    const [keep, drop] = [both?.[stays], both?.[1 - stays]];
    if (!keep || !drop) throw new Error('The pair was not read');
    const plan = planOfIntention(retire(keep, drop, 'yes'), snapshot, context);
    if (plan.kind !== 'save') throw new Error(`Expected a save, got ${plan.kind}`);
    const result = await save(host, context, plan);
    expect(result.kind).toBe('saved');
    if (result.kind === 'saved') await record.takeIn(result.receipt.resources);
    expect(noors()).toMatchObject([{ relatedPerson: keep.id }]);

    const elsewhere = client.open();
    await settled(elsewhere);
    const seen = planOf(elsewhere.getSnapshot());
    expect(seen.entries).toHaveLength(2);
    expect(seen.children.filter(({ birthDate }) => birthDate === '2019-01-02')).toMatchObject([
      { relatedPerson: keep.id },
    ]);
    const again = elsewhere.getSnapshot().relatedPersons;
    expect(again.state === 'loaded' && duplicatesIn(again.value.persons)).toEqual([]);
    const next = startContact(elsewhere.getSnapshot(), { patient: context.patient, today: '2026-11-26' });
    expect(JSON.stringify(next.answers)).toContain(`RelatedPerson/${keep.id}`);
    expect(JSON.stringify(next.answers)).not.toContain(`RelatedPerson/${drop.id}`);
  },
);

test('one that someone changed meanwhile is not taken out of use over it', async () => {
  const client = await openClient(ehr);
  const { host, context } = client;
  const about = { reference: `Patient/${context.patient}` };
  const noor = (uuid: string): Resource => ({
    ...child(`${context.patient}-${uuid}`, 'Noor', ours(uuid)),
    patient: about,
  });
  const [keep, drop] = [noor(crypto.randomUUID()), noor(crypto.randomUUID())];
  await ehr.store.put(keep, drop);
  const record = client.open();
  await settled(record);
  const snapshot = await record.loadForSaving();
  const persons = snapshot.relatedPersons.state === 'loaded' ? snapshot.relatedPersons.value : undefined;
  const [pair] = duplicatesIn(persons?.persons ?? []);
  const both = pair && persons && resourcesOf(pair, persons);
  if (!both) throw new Error('The pair was not read');
  const plan = planOfIntention(retire(both[0], both[1], 'yes'), snapshot, context);
  if (plan.kind !== 'save') throw new Error(`Expected a save, got ${plan.kind}`);
  await ehr.store.put({ ...both[1], birthDate: '2018-01-01' });
  expect(await save(host, context, plan)).toMatchObject({ kind: 'conflict' });
  const now = await ehr.store.list('RelatedPerson', `patient=${context.patient}`);
  expect(now.filter(({ active }) => active === false)).toEqual([]);
  expect(now.every(({ identifier }) => (identifier ?? []).length < 2)).toBe(true);
});
