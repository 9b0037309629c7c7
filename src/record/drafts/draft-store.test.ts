import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Answers } from '../../fhir/answers';
import { MemoryStorage } from '../../session/browser-for-tests';
import type { ContactDraft } from '../contact';
import { withUuids } from '../own-uuids';
import type { DeviceDatabase, Sealed } from './device-database';
import { deviceStore, purgeDevice } from './device-store';
import { draftKey } from './draft-key';
import { type DraftStore, draftStore } from './draft-store';
import { readKeptDraft, writeKeptDraft } from './kept-draft';
import { purgeTab } from './tab-store';

const HOUR = 3_600_000;
const whose = { fhirBase: 'https://ehr.example/fhir', fhirUser: 'Practitioner/els', patient: 'sofie-maes' };
const others = [
  { ...whose, fhirBase: 'https://other.example/fhir' },
  { ...whose, fhirUser: 'Practitioner/jan' },
  { ...whose, patient: 'wim-claes' },
];
const draft = (answers: Answers = { 's2.overleg': [true], 's2.redenen': [{ key: 'r', items: { t: ['geheim'] } }] }) =>
  withUuids(
    { patient: 'sofie-maes', contactDate: '2026-11-25', answers: { 2: answers }, prefilled: {} } as ContactDraft,
    () => crypto.randomUUID(),
  );

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
  const secret = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  database = {
    key: secret,
    all: async () => [...sealed.values()],
    put: async (one) => void sealed.set(one.name, one),
    remove: async (name) => void sealed.delete(name),
  };
});
const kept = (more: Partial<ReturnType<typeof draft>> = {}) => ({
  draft: { ...draft(), ...more },
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
const inTab = (of = whose) => draftStore('tab', of, browser());
const onDevice = async (of = whose) =>
  deviceStore(database, await draftKey(of), of.patient, {
    localStorage: local,
    locks: undefined,
    framed: false,
    now: () => now,
  });

describe.each<[string, (of?: typeof whose) => Promise<DraftStore>]>([
  ['in a tab', inTab],
  ['on the device', onDevice],
])('%s', (_, open) => {
  test('what was kept is found again, by a page that is opened anew, and forgotten when told', async () => {
    const before = kept();
    expect(await (await open()).keep(before)).toBe(true);
    const [found] = await (await open()).find();
    expect(found?.kept).toEqual(before);
    await found?.forget();
    expect(await (await open()).find()).toEqual([]);
  });

  test('another issuer, user or client finds nothing, and takes nothing away', async () => {
    await (await open()).keep(kept());
    for (const other of others) expect(await (await open(other)).find()).toEqual([]);
    expect(await (await open()).find()).toHaveLength(1);
  });

  test('after twelve hours it is gone, whoever looks', async () => {
    await (await open()).keep(kept());
    now += 11 * HOUR;
    expect(await (await open()).find()).toHaveLength(1);
    now += HOUR;
    await (await open(others[1])).find();
    expect(session.length + sealed.size).toBe(0);
  });

  test('no key holds a part of who it is about', async () => {
    await (await open()).keep(kept());
    const names = [session, local].flatMap((storage) =>
      Array.from({ length: storage.length }, (_each, index) => storage.key(index) ?? ''),
    );
    for (const name of [...names, ...sealed.keys()])
      expect(name).not.toMatch(/sofie|maes|els|practitioner|ehr\.example/i);
  });

  test('a dropped draft is not found', async () => {
    const store = await open();
    await store.keep(kept());
    await store.drop();
    expect(await store.find()).toEqual([]);
  });
});

test('what is kept on the device cannot be read there, and no other key opens it', async () => {
  await (await onDevice()).keep(kept());
  const [one] = sealed.values();
  if (!one) throw new Error('Nothing was kept');
  const text = new TextDecoder().decode(one.data);
  expect(text).not.toContain('geheim');
  expect(text).not.toContain('sofie');
  const foreign = `${await draftKey(others[0] ?? whose)}.${one.name.split('.')[1]}`;
  sealed.set(foreign, { ...one, name: foreign });
  expect(await (await onDevice(others[0])).find()).toEqual([]);
});

test('a draft that was tampered with is not opened and is removed', async () => {
  await (await onDevice()).keep(kept());
  const [one] = sealed.values();
  if (!one) throw new Error('Nothing was kept');
  const data = new Uint8Array(one.data.slice(0));
  data[0] = (data[0] ?? 0) ^ 1;
  sealed.set(one.name, { ...one, data: data.buffer });
  expect(await (await onDevice()).find()).toEqual([]);
  expect(sealed.size).toBe(0);
});

test('two tabs keep a draft each and neither overwrites the other', async () => {
  const [first, second] = [await onDevice(), await onDevice()];
  await first.keep(kept({ contactDate: '2026-11-24' }));
  now += 1000;
  await second.keep(kept({ contactDate: '2026-11-25' }));
  const found = await (await onDevice()).find();
  expect(found.map(({ kept: { draft: each } }) => each.contactDate)).toEqual(['2026-11-25', '2026-11-24']);
});

test('the mark on the device goes with the last draft', async () => {
  await (await onDevice()).keep(kept());
  expect(local.getItem('kindreflex.draft.device')).toBe('1');
  now += 13 * HOUR;
  await purgeDevice(database, local, () => now);
  expect(local.length).toBe(0);
});

test('a storage that refuses, is full or is missing is said, and breaks nothing', async () => {
  const blocked = new MemoryStorage();
  blocked.setItem = () => {
    throw new DOMException('Blocked', 'SecurityError');
  };
  const none = await draftStore('tab', whose, { ...browser(), sessionStorage: blocked });
  expect([none.survives, await none.keep(kept()), await none.find()]).toEqual(['nothing', false, []]);
  const store = await inTab();
  session.setItem = () => {
    throw new DOMException('Full', 'QuotaExceededError');
  };
  expect([store.survives, await store.keep(kept())]).toEqual(['reload', false]);
  const off = await draftStore('off', whose, browser());
  expect([off.survives, await off.keep(kept())]).toEqual(['nothing', false]);
});

test('on a device without a known user, or without a database, the tab is the next best', async () => {
  const { fhirUser: _, ...unknown } = whose;
  expect((await draftStore('device', unknown, browser())).survives).toBe('reload');
  expect((await draftStore('device', whose, browser())).survives).toBe('reload');
});

describe('what comes back is input', () => {
  const value = fc.oneof(
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.record({ code: fc.string(), system: fc.string() }),
    fc.record({ reference: fc.string() }),
  );
  const answers = fc.letrec<{ answers: Record<string, unknown[]> }>((tie) => ({
    answers: fc.dictionary(
      fc.stringMatching(/^s[1-6]\.[a-z]{1,8}$/),
      fc.array(fc.oneof({ maxDepth: 3 }, value, fc.record({ key: fc.string(), items: tie('answers') })), {
        maxLength: 3,
      }),
      { maxKeys: 4 },
    ),
  })).answers;

  test('any draft goes out and comes back as it was', () => {
    fc.assert(
      fc.property(answers, (typed) => {
        const before = { draft: draft(typed as unknown as Answers), keptAt: '2026-11-25T10:00:00.000Z' };
        expect(readKeptDraft(writeKeptDraft(before), 'sofie-maes')).toEqual(JSON.parse(JSON.stringify(before)));
      }),
      { numRuns: 300 },
    );
  });

  test('anything else is no draft', () => {
    const good = JSON.parse(writeKeptDraft(kept()));
    for (const bad of [
      '',
      '{',
      'null',
      JSON.stringify({ ...good, more: 1 }),
      JSON.stringify({ ...good, draft: { ...good.draft, contactDate: '25/11/2026' } }),
      JSON.stringify({ ...good, draft: { ...good.draft, answers: { 7: {} } } }),
      JSON.stringify({ ...good, draft: { ...good.draft, answers: { 1: { a: 'x' } } } }),
      JSON.stringify({ ...good, journal: { plan: { kind: 'save', writes: [{ kind: 'create-entry' }] }, steps: {} } }),
    ])
      expect(readKeptDraft(bad, 'sofie-maes')).toBeUndefined();
    expect(readKeptDraft(writeKeptDraft(kept()), 'wim-claes')).toBeUndefined();
    fc.assert(fc.property(fc.json(), (text) => readKeptDraft(text, 'sofie-maes') === undefined));
  });
});

test('what cannot be understood in a tab is purged', () => {
  session.setItem('kindreflex.draft.x', 'rubbish');
  session.setItem('other', 'stays');
  purgeTab(session, () => now);
  expect([session.getItem('kindreflex.draft.x'), session.getItem('other')]).toEqual([null, 'stays']);
});
