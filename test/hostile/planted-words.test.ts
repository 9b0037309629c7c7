import type { Attachment, FhirResource, RelatedPerson } from 'fhir/r4';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Act } from '../../src/demo-ehr/faults/faults';
import type { ProfileName } from '../../src/demo-ehr/profiles/profiles';
import { staffResources } from '../../src/demo-ehr/seed/staff';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { appAddresses, smartClient } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { searchParameters } from '../../src/demo-ehr/store/search-parameters';
import { createFhirClient } from '../../src/fhir/client';
import { ANSWER_SYSTEM } from '../../src/mapping/canonical';
import type { Step } from '../../src/plan/entry';
import { answersOf, startContact, withAnswers } from '../../src/record/contact';
import { draftStore } from '../../src/record/drafts/draft-store';
import { createFhirHost } from '../../src/record/fhir-host';
import type { Journal } from '../../src/record/journal';
import { openRecord } from '../../src/record/open-record';
import { newChild, withUuids } from '../../src/record/own-uuids';
import { save } from '../../src/record/save';
import type { SaveResult } from '../../src/record/save-result';
import { settled } from '../../src/record/session-for-tests';
import { child } from '../../src/record/snapshot-for-tests';
import { type SavePlan, writePlan } from '../../src/record/write-plan';
import { MemoryStorage } from '../../src/session/browser-for-tests';
import { parseScopes } from '../../src/session/scopes';
import { parseSiteConfig } from '../../src/session/site-config';
import { wantedScopes } from '../../src/session/wanted-scopes';
import { labelOf } from '../differential/questionnaires';
import { CONCERN, foundIn, type Planted, plantedAnswers } from './plant';

const ALL = [1, 2, 3, 4, 5, 6] as const satisfies readonly Step[];
/** Words of steps 1 and 3, which may stand anywhere but in addresses and errors: they show that the search finds words. */
const ORDINARY = 'GewoonWoordDrie';

let ehr: DemoEhr;
const said: unknown[] = [];
beforeAll(async () => {
  ehr = await startDemoEhr({ ...appAddresses, seed: false });
  await ehr.store.put(...staffResources);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void said.push(args));
});
afterEach(() => ehr.faults.clear());
afterAll(async () => {
  vi.restoreAllMocks();
  await ehr.stop();
});

interface Saved {
  readonly planted: Planted;
  readonly plan: SavePlan;
  readonly results: readonly SaveResult[];
  /** Method and whole address of everything that the app sent */
  readonly asked: readonly string[];
  readonly storage: Storage;
  readonly patient: string;
}

const act = (kind: FaultName, words: readonly string[]): Act => {
  const echo = {
    resourceType: 'OperationOutcome',
    issue: words.slice(0, 20).map((word) => ({
      severity: 'error',
      code: word,
      diagnostics: word,
      details: { text: word },
      expression: [`QuestionnaireResponse.item[0].answer.where(value='${word}')`, word],
    })),
  };
  switch (kind) {
    case 'refuses, and repeats what was sent':
      return { kind: 'refuse', status: 422, body: echo };
    case 'fails after storing, and repeats what was sent':
      return { kind: 'refuse', status: 500, body: echo, after: 'commit' };
    case 'answers too late':
      return { kind: 'delay', ms: 600, after: 'commit' };
    case 'answers garbage':
      return { kind: 'garbage', after: 'nothing' };
    case 'answers garbage after storing':
      return { kind: 'garbage', after: 'commit' };
    case 'breaks off':
      return { kind: 'close', when: 'in-answer' };
  }
};

const FAULTS = [
  'refuses, and repeats what was sent',
  'fails after storing, and repeats what was sent',
  'answers too late',
  'answers garbage',
  'answers garbage after storing',
  'breaks off',
] as const;
type FaultName = (typeof FAULTS)[number];

/** One contact in which everything is answered, saved as the app saves it; after a fault once more, as a person would. */
async function saveContact(profile: ProfileName, fault?: FaultName): Promise<Saved> {
  Object.assign(ehr.settings, { profile });
  const patient = `c-${crypto.randomUUID().slice(0, 8)}`;
  const about = { reference: `Patient/${patient}` };
  const known: RelatedPerson = { ...child(`${patient}-tuur`, 'Tuur'), patient: about };
  await ehr.store.put(
    { resourceType: 'Patient', id: patient, name: [{ family: 'Maes', given: ['Sofie'] }], birthDate: '1987-02-14' },
    {
      resourceType: 'Encounter',
      id: `${patient}-contact`,
      status: 'in-progress',
      class: { code: 'AMB' },
      subject: about,
    },
    known,
  );
  const read = parseSiteConfig({
    issuers: [{ iss: ehr.fhirBase, clientId: 'kindreflex' }],
    documents: { notes: true, portalWithholds: true, entries: true },
  });
  const site = read.ok ? read.value : undefined;
  const issuer = site?.issuers[0];
  if (!site || !issuer) throw new Error('The site configuration of this test is wrong');
  const answer = await smartClient(ehr).login(patient, { scope: wantedScopes(issuer, { fromEhr: true }) });
  const asked: string[] = [];
  const hostWith = (timeoutMs: number) =>
    createFhirHost(
      createFhirClient({
        base: ehr.fhirBase,
        accessToken: async () => answer.access_token,
        timeoutMs,
        fetch: (address, init) => {
          asked.push(`${init?.method} ${String(address)} ${JSON.stringify({ ...init?.headers, authorization: '' })}`);
          return fetch(address, init);
        },
      }),
    );
  const host = hostWith(20_000);
  const context = {
    patient,
    encounter: `${patient}-contact`,
    fhirUser: 'Practitioner/els-verhaegen',
    scopes: parseScopes(answer.scope),
  };
  const record = openRecord(host, context, { entriesInDocuments: true });
  await settled(record);

  const start = startContact(record.getSnapshot(), { patient, today: '2026-11-25' });
  const made = new Map<Step, ReturnType<typeof plantedAnswers>>(
    CONCERN.map((step) => [step, plantedAnswers(step, `RelatedPerson/${known.id}`)]),
  );
  const planted = new Map([...made].map(([step, { words }]) => [step, words]));
  const first = answersOf(start, 1);
  const draft = withUuids(
    ALL.reduce(
      (before, step) => {
        const typed = made.get(step)?.answers ?? {};
        return withAnswers(before, step, { ...answersOf(before, step), ...typed });
      },
      withAnswers(withAnswers(start, 3, { ...answersOf(start, 3), 's3.hoe': [ORDINARY] }), 1, {
        ...first,
        's1.uitkomst': [{ system: ANSWER_SYSTEM, code: 'held', display: ORDINARY }],
        's1.kind': [...(first['s1.kind'] ?? []), newChild(crypto.randomUUID())],
      }),
    ),
    () => crypto.randomUUID(),
  );
  const storage = new MemoryStorage();
  const store = await draftStore(
    'tab',
    { ...context, fhirBase: ehr.fhirBase },
    {
      sessionStorage: storage,
      localStorage: undefined,
      indexedDB: undefined,
      locks: undefined,
      framed: false,
      now: () => Date.now(),
    },
  );
  const results: SaveResult[] = [];
  let plan: SavePlan | undefined;
  let journal: Journal | undefined;
  const attempt = async (through: typeof host) => {
    const planned: SavePlan | undefined = journal?.plan ?? planNow();
    if (!planned) throw new Error('There is nothing to save');
    plan = planned;
    results.push(
      await save(through, context, planned, {
        pause: async () => {},
        ...(journal ? { journal } : {}),
        keep: async (next) => {
          journal = next;
          expect(await store.keep({ draft, journal: next, keptAt: new Date().toISOString() })).toBe(true);
        },
      }),
    );
  };
  const snapshot = await record.loadForSaving();
  const planNow = () => {
    const next = writePlan({
      draft,
      answers: Object.fromEntries(ALL.map((step) => [step, answersOf(draft, step)])),
      snapshot,
      context,
      site,
      consent: {},
      label: labelOf,
      authored: '2026-11-25T10:00:00.000Z',
    });
    return next.kind === 'save' ? next : undefined;
  };
  // Where no transaction is taken, the single writes are struck that come after it.
  const path = profile === 'no-transaction' ? '/fhir/*' : undefined;
  if (fault) ehr.faults.add({ on: { path, writes: true, every: true }, act: act(fault, [...planted.values()].flat()) });
  await attempt(fault === 'answers too late' ? hostWith(300) : host);
  if (fault) {
    ehr.faults.clear();
    await attempt(host);
  }
  if (!plan) throw new Error('Nothing was planned');
  return { planted, plan, results, asked, storage, patient };
}

/** A resource as one can read it: what its attachments hold is decoded. */
function readable(resource: FhirResource): string {
  const attachments: Attachment[] =
    resource.resourceType === 'DocumentReference' ? resource.content.map(({ attachment }) => attachment) : [];
  const held = attachments.map(({ data = '' }) => Buffer.from(data, 'base64').toString('utf8'));
  return [JSON.stringify(resource), ...held].join('\n');
}

const labels = (resource: FhirResource) => (resource.meta?.security ?? []).map(({ code }) => code);

/** Everything that the host holds, of every type and every client. */
const stored = async (): Promise<FhirResource[]> =>
  (
    await Promise.all(Object.keys(searchParameters).map((type) => ehr.store.list(type as FhirResource['resourceType'])))
  ).flat();

/** The errors in a result, wherever they stand; what was to be written is no error. */
function errorsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'error' || name === 'differences' || name === 'refused'
      ? [inner]
      : name === 'write'
        ? []
        : errorsIn(inner),
  );
}

async function expectKeptInside({ planted, results, asked, storage, plan }: Saved): Promise<void> {
  const everything = await stored();
  for (const resource of everything) {
    const text = readable(resource);
    for (const [step, words] of planted) {
      const found = foundIn(new Map([[step, words]]), text);
      if (found.length === 0) continue;
      const place = { type: resource.resourceType, labels: labels(resource), words: found };
      expect(place).toMatchObject({
        labels: step === 2 ? expect.arrayContaining(['R']) : expect.arrayContaining(['R', 'SDV']),
      });
    }
    if (resource.resourceType === 'DocumentReference') {
      const { content, description, type, category } = resource;
      const titles = JSON.stringify([
        content.map(({ attachment: { data: _, ...rest } }) => rest),
        description,
        type,
        category,
      ]);
      expect(foundIn(planted, titles)).toEqual([]);
    }
  }
  for (const request of asked) {
    expect(foundIn(planted, request)).toEqual([]);
    expect(request).not.toContain(ORDINARY);
  }
  for (const { path } of ehr.requestLog) expect(foundIn(planted, path)).toEqual([]);
  expect(foundIn(planted, JSON.stringify([results.flatMap(errorsIn), plan.leftOut, plan.knownPersons]))).toEqual([]);
  expect(foundIn(planted, JSON.stringify(said))).toEqual([]);
  for (let index = 0; index < storage.length; index++) expect(foundIn(planted, storage.key(index) ?? '')).toEqual([]);
}

const aboutPatient = async (patient: string) =>
  (await stored()).filter((resource) => JSON.stringify(resource).includes(`Patient/${patient}"`));

test('the words that are planted are many, and a search for them finds them', () => {
  const words = CONCERN.flatMap((step) => plantedAnswers(step, 'RelatedPerson/x').words);
  expect(new Set(words).size).toBe(words.length);
  expect(words.length).toBeGreaterThan(90);
  const planted: Planted = new Map([[2, ['Woord2x0xs2']]]);
  expect(foundIn(planted, 'https://ehr.example/fhir?x=%57oord2x0xs2')).toEqual(['Woord2x0xs2']);
});

test.each(['full', 'no-transaction', 'oracle-like'] as const)(
  'nothing of steps 2, 4, 5 and 6 stands in anything without their labels: %s',
  async (profile) => {
    const contact = await saveContact(profile);
    expect(contact.results.map(({ kind }) => kind)).toEqual(['saved']);
    await expectKeptInside(contact);
    const texts = (await aboutPatient(contact.patient)).map((resource) => ({ resource, text: readable(resource) }));
    // Not because nothing was written: every word is in the record, and in a readable note too.
    const whole = texts.map(({ text }) => text).join('\n');
    const words = [...contact.planted.values()].flat().filter((word) => word.startsWith('Woord'));
    expect(words.filter((word) => !whole.includes(word))).toEqual([]);
    const notes = texts.filter(({ text }) => text.includes('"text/plain'));
    expect(notes.some(({ text }) => foundIn(contact.planted, text).length > 50)).toBe(true);
    expect(notes.some(({ text, resource }) => text.includes(ORDINARY) && labels(resource).length === 0)).toBe(true);
    expect(contact.asked.length).toBeGreaterThan(5);
  },
);

const CASES = (['full', 'no-transaction', 'oracle-like'] as const).flatMap((profile) =>
  FAULTS.map((fault) => [profile, fault] as const),
);

test.each(CASES)('nor when the host is %s and %s', async (profile, fault) => {
  const contact = await saveContact(profile, fault);
  expect(contact.results).toHaveLength(2);
  await expectKeptInside(contact);
  expect(contact.results[1]?.kind).toBe('saved');
});

test('a host that drops labels is found out by the same check; it comes last, since what it holds stays there', async () => {
  const contact = await saveContact('drops-unknown-elements-and-labels');
  await expect(expectKeptInside(contact)).rejects.toThrow(/labels/);
});
