import { beforeEach, describe, expect, test } from 'vitest';
import { MemoryStorage } from '../../session/browser-for-tests';
import type { ContactDraft } from '../contact';
import { withUuids } from '../own-uuids';
import type { DeviceDatabase, Sealed } from './device-database';
import { deviceStore } from './device-store';
import { draftKey } from './draft-key';
import { draftStore } from './draft-store';
import { readKeptDraft, writeKeptDraft } from './kept-draft';

const HOUR = 3_600_000;
const whose = { fhirBase: 'https://ehr.example/fhir', fhirUser: 'Practitioner/els', patient: 'sofie-maes' };

let now: number;
let session: MemoryStorage;
let local: MemoryStorage;
let sealed: Map<string, Sealed>;
let database: DeviceDatabase;
beforeEach(async () => {
  now = Date.parse('2026-11-25T10:00:00Z');
  session = new MemoryStorage();
  local = new MemoryStorage();
  sealed = new Map();
  database = {
    key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    all: async () => [...sealed.values()],
    put: async (one) => void sealed.set(one.name, one),
    remove: async (name) => void sealed.delete(name),
  };
});

const kept = (text = 'x') => ({
  draft: withUuids(
    {
      patient: 'sofie-maes',
      contactDate: '2026-11-25',
      answers: { 2: { 's2.overleg': [text] } },
      prefilled: {},
    } as ContactDraft,
    () => crypto.randomUUID(),
  ),
  keptAt: new Date(now).toISOString(),
});
const browser = () => ({
  sessionStorage: session,
  localStorage: local,
  indexedDB: undefined,
  locks: undefined,
  framed: false,
  now: () => now,
});
const inTab = () => draftStore('tab', whose, browser());
const onDevice = async (faults: Partial<DeviceDatabase> = {}, framed = false) =>
  deviceStore({ ...database, ...faults }, await draftKey(whose), whose.patient, {
    localStorage: local,
    locks: undefined,
    framed,
    now: () => now,
  });
const fails = async () => {
  throw new DOMException('Refused', 'UnknownError');
};
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each([
  ['in a tab', inTab],
  ['on the device', () => onDevice()],
])('%s', (_, open) => {
  test('a contact that is begun anew leaves what was kept before where it is', async () => {
    await (await open()).keep(kept('before'));
    now += 1000;
    const second = await open();
    await second.keep(kept('anew'));
    const found = await (await open()).find();
    expect(found.map((one) => one.kept.draft.answers[2]?.['s2.overleg'])).toEqual([['anew'], ['before']]);
    await second.drop();
    expect(await (await open()).find()).toHaveLength(1);
  });

  test('a draft that is kept again takes its own place', async () => {
    const store = await open();
    await store.keep(kept('a'));
    await store.keep(kept('ab'));
    expect(await (await open()).find()).toHaveLength(1);
  });
});

describe('time', () => {
  test('what has expired is not offered where the browser does not let it be removed', async () => {
    await (await onDevice()).keep(kept());
    now += 13 * HOUR;
    expect(await (await onDevice({ remove: fails })).find()).toEqual([]);
  });

  test('nobody can prolong a draft: the time at which it ends is sealed with it', async () => {
    await (await onDevice()).keep(kept());
    for (const [name, one] of sealed) sealed.set(name, { ...one, expires: one.expires + HOUR });
    now += 2 * HOUR;
    expect(await (await onDevice()).find()).toEqual([]);
  });

  test('what was kept while the clock was days ahead does not stay for days', async () => {
    now += 240 * HOUR;
    await (await onDevice()).keep(kept());
    now -= 240 * HOUR;
    expect(await (await onDevice()).find()).toEqual([]);
    expect(sealed.size).toBe(0);
  });

  test('one that cannot be removed does not keep the others from being purged, nor takes the mark away', async () => {
    await (await onDevice()).keep(kept());
    await (await onDevice()).keep(kept());
    const [first] = sealed.keys();
    now += 13 * HOUR;
    await (await onDevice({ remove: async (name) => (name === first ? fails() : database.remove(name)) })).find();
    expect([sealed.size, local.length]).toEqual([1, 1]);
  });

  test('a site that keeps no drafts any more still purges those that it kept', async () => {
    await (await inTab()).keep(kept());
    now += 13 * HOUR;
    await draftStore('off', whose, browser());
    expect(session.length).toBe(0);
  });
});

describe('one thing after the other', () => {
  test('what is thrown away while it is being kept stays away', async () => {
    const store = await onDevice({ put: (one) => later(10).then(() => database.put(one)) });
    const keeping = store.keep(kept());
    await store.drop();
    expect(await keeping).toBe(true);
    expect(sealed.size).toBe(0);
  });

  test('a slow earlier draft never lands on a later one', async () => {
    let ms = 20;
    const store = await onDevice({
      put: async (one) => {
        await later(ms);
        return database.put(one);
      },
    });
    const first = store.keep(kept('earlier'));
    await later(1);
    ms = 0;
    await Promise.all([first, store.keep(kept('later'))]);
    const [found] = await (await onDevice()).find();
    expect(found?.kept.draft.answers[2]).toEqual({ 's2.overleg': ['later'] });
  });
});

test('a device that cannot be marked keeps nothing that no later launch would find', async () => {
  const store = await onDevice();
  local.setItem = () => {
    throw new DOMException('Full', 'QuotaExceededError');
  };
  expect([await store.keep(kept()), sealed.size]).toEqual([false, 0]);
});

test('a database that refuses is told as not kept, and offers nothing', async () => {
  const store = await onDevice({ put: fails, all: fails, remove: fails });
  expect([await store.keep(kept()), await store.find(), await store.drop()]).toEqual([false, [], undefined]);
});

test('what is framed in another site is told apart', async () => {
  expect([(await onDevice()).survives, (await onDevice({}, true)).survives]).toEqual(['device', 'frame']);
});

describe('what comes back is input', () => {
  const uuid = '6f1d1b1e-0000-4000-8000-000000000001';
  const means = { conditionalCreate: true, search: true, read: true, change: 'update', refusesStale: true };
  const journal = (writes: unknown[], steps: unknown = {}) => ({
    plan: {
      kind: 'save',
      writes,
      leftOut: [],
      together: false,
      readsTogether: false,
      seesLabelled: false,
      knownPersons: [],
      means: { QuestionnaireResponse: means, RelatedPerson: means, DocumentReference: means, Provenance: means },
    },
    steps,
  });
  const resource = { resourceType: 'RelatedPerson', patient: { reference: 'Patient/sofie-maes' } };
  const child = { kind: 'create-child', uuid, fullUrl: `urn:uuid:${uuid}`, resource };
  const merge = {
    kind: 'merge-child',
    id: '1',
    version: '1',
    fullUrl: 'RelatedPerson/1',
    before: resource,
    filled: [],
  };
  const reads = (more: { draft?: object; journal?: object; keptAt?: string }) => {
    const good = JSON.parse(writeKeptDraft(kept()));
    const text = JSON.stringify({ ...good, ...more, draft: { ...good.draft, ...more.draft } });
    return readKeptDraft(text, 'sofie-maes') !== undefined;
  };
  const group = (items: unknown) => ({ draft: { answers: { 1: { 's1.kind': [{ key: 'k', items }] } } } });

  test.each<[string, Parameters<typeof reads>[0]]>([
    ['a child that is created', { journal: journal([child], { [child.fullUrl]: { state: 'sent' } }) }],
    ['a child that is changed', { journal: journal([{ ...merge, resource }]) }],
    ['a group', group({ a: [true] })],
  ])('%s is read', (_what, more) => expect(reads(more)).toBe(true));

  test.each<[string, Parameters<typeof reads>[0]]>([
    ['a group without items', group(null)],
    ['a group whose items are no lists', group({ a: 'x' })],
    ['a value whose name is no text', { draft: { answers: { 1: { a: [{ code: 'x', display: {} }] } } } }],
    ['a day that is not on the calendar', { draft: { contactDate: '2026-02-30' } }],
    ['a part of a date', { draft: { contactDate: '2026-11' } }],
    ['a setting without a code', { draft: { setting: {} } }],
    ['a time that is none', { keptAt: 'yesterday' }],
    ['no identifiers', { draft: { uuids: { entry: {}, provenance: {}, document: { entries: {}, note: {} } } } }],
    ['an identifier that is none', { journal: journal([{ ...child, uuid: 'x|y&_id=1' }]) }],
    ['a resource of another type', { journal: journal([{ ...child, kind: 'create-entry', step: 1 }]) }],
    ['a change without what it changes', { journal: journal([{ ...merge, before: undefined, resource }]) }],
    ['a change on no version', { journal: journal([{ ...merge, version: undefined, resource }]) }],
    ['something stored nowhere', { journal: journal([child], { [child.fullUrl]: { state: 'stored' } }) }],
  ])('%s is no draft', (_what, more) => expect(reads(more)).toBe(false));
});
