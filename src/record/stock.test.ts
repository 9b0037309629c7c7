import type { Bundle } from 'fhir/r4';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses } from '../demo-ehr/smart/smart-client-for-tests';
import type { IntendedWrite } from './intended';
import type { Journal } from './journal';
import { save } from './save';
import type { SaveResult } from './save-result';
import { type Fault, openClient, planFor, settled, typed } from './session-for-tests';

/** A host that does not say that it takes no transactions, knows no conditional create, and shows nothing of before. */
let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
beforeEach(() => {
  ehr.settings.profile = 'athena-like';
});
afterAll(() => ehr.stop());

/** `third`: the labels of the third entry, as codes */
async function ready(third: readonly string[] = []) {
  const client = await openClient(ehr);
  const record = client.open();
  await settled(record);
  const planned = await planFor(client, record, typed(record, client.context.patient, client.tuurId));
  const security = third.map((code) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code }));
  const labelled = (write: IntendedWrite): IntendedWrite =>
    write.kind === 'create-entry' && write.step === 3
      ? { ...write, resource: { ...write.resource, meta: { ...write.resource.meta, security } } }
      : write;
  const plan = third.length > 0 ? { ...planned, writes: planned.writes.map(labelled) } : planned;
  expect(plan.writes.map(({ kind }) => kind)).toEqual(['create-entry', 'create-entry', 'create-entry']);
  let journal: Journal | undefined;
  const press = (lookFirst = false) =>
    save(client.host, client.context, journal?.plan ?? plan, {
      ...(journal ? { journal } : {}),
      lookFirst,
      pause: async () => undefined,
      keep: async (next) => {
        journal = JSON.parse(JSON.stringify(next));
      },
    });
  return { ...client, press };
}

const stepsHeld = async (patient: string) =>
  (await ehr.store.list('QuestionnaireResponse', `patient=${patient}`)).map(({ meta }) => meta?.security?.length ?? 0);

const outcomesOf = (result: SaveResult) => 'receipt' in result && result.receipt.items.map(({ outcome }) => outcome);

const isEntry = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path === 'QuestionnaireResponse';

/** What each entry meets in turn; after the last of them the page is gone. */
function crashAfter(...faults: readonly Fault[]): Fault {
  let entries = 0;
  return (request, go) => {
    if (entries >= faults.length) throw new TypeError('The page is gone');
    return (isEntry(request) ? faults[entries++] : undefined)?.(request, go) ?? go();
  };
}
const closed =
  (commits: boolean): Fault =>
  async (_, go) => {
    if (commits) await go();
    throw new TypeError('The connection was closed');
  };

/** The host shows this session nothing that carries a label. */
const hidingLabelled =
  (fault: Fault): Fault =>
  async (request, go) => {
    const answer = await fault(request, go);
    if (request.method !== 'GET' || !request.path.startsWith('QuestionnaireResponse?') || !answer.ok) return answer;
    const bundle: Bundle = await answer.json();
    const entry = bundle.entry?.filter(({ resource }) => (resource?.meta?.security ?? []).length === 0);
    return Response.json({ ...bundle, ...(entry ? { entry } : {}) });
  };

test('after a crash at the first entry, what had not begun is written, with its label or without', async () => {
  const client = await ready();
  client.break(crashAfter(closed(true)));
  await client.press();
  client.break((_, go) => go());
  const result = await client.press(true);
  expect([result.kind, outcomesOf(result)]).toEqual(['saved', ['there-before', 'stored', 'stored']]);
  expect((await stepsHeld(client.context.patient)).toSorted()).toEqual([0, 0, 1]);
});

test('once a host took no transaction, one entry that is not there says nothing of another', async () => {
  const client = await ready();
  client.break(hidingLabelled(crashAfter((_, go) => go(), closed(true), closed(false))));
  await client.press();
  expect((await stepsHeld(client.context.patient)).toSorted()).toEqual([0, 1]);
  client.break(hidingLabelled((_, go) => go()));
  const result = await client.press(true);
  expect([result.kind, outcomesOf(result)]).toEqual(['partly-saved', ['stored', 'unconfirmed', 'stored']]);
  expect((await stepsHeld(client.context.patient)).toSorted()).toEqual([0, 0, 1]);
});

/** The second entry carries R, and is lost before it reaches the host; the third, with labels of its own, is stored. */
async function lostBeforeAnother(third: readonly string[], seen: (fault: Fault) => Fault) {
  const client = await ready(third);
  let entries = 0;
  client.break(seen((request, go) => (isEntry(request) && ++entries === 2 ? closed(false)(request, go) : go())));
  expect(outcomesOf(await client.press())).toEqual(['stored', 'unconfirmed', 'stored']);
  const result = await client.press();
  return { outcomes: outcomesOf(result), held: (await stepsHeld(client.context.patient)).length };
}
const shown = (fault: Fault) => fault;

test('another with the same label that is shown proves that one is not there, and it is written', async () => {
  expect(await lostBeforeAnother(['R'], shown)).toEqual({ outcomes: ['stored', 'stored', 'stored'], held: 3 });
});

test.each([
  ['another with the same label that is not shown', ['R'], hidingLabelled],
  ['another with another label that is shown', ['V'], shown],
] as const)('%s proves nothing: it is not sent again', async (_, third, seen) => {
  expect(await lostBeforeAnother(third, seen)).toEqual({ outcomes: ['stored', 'unconfirmed', 'stored'], held: 2 });
});
