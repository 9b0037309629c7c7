import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses } from '../demo-ehr/smart/smart-client-for-tests';
import type { Journal } from './journal';
import { planOf } from './plan-of';
import { save } from './save';
import type { SaveResult } from './save-result';
import { type Fault, isTransaction, openClient, planFor, settled, typed } from './session-for-tests';

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
afterAll(() => ehr.stop());

const noPause = { pause: async () => {} };

/** Where a journal is kept, and what was last kept there */
function keeping() {
  let kept: Journal | undefined;
  const last = (): Journal => {
    if (!kept) throw new Error('No journal was kept');
    return kept;
  };
  const keep = async (journal: Journal) => {
    kept = JSON.parse(JSON.stringify(journal));
  };
  return { keep, last };
}

/** A client with a contact typed and planned, ready to be saved. */
async function ready(timeoutMs?: number) {
  const client = await openClient(ehr, timeoutMs);
  const record = client.open();
  await settled(record);
  const draft = typed(record, client.context.patient, client.tuurId);
  const plan = await planFor(client, record, draft);
  client.requests.length = 0;
  return { ...client, record, draft, plan, save: () => save(client.host, client.context, plan, noPause) };
}

/** What the record holds of one client, seen past every scope. */
async function held(patient: string) {
  const entries = await ehr.store.list('QuestionnaireResponse', `patient=${patient}`);
  const persons = await ehr.store.list('RelatedPerson', `patient=${patient}`);
  const about = [...entries, ...persons].map(({ resourceType, id }) => `${resourceType}/${id}`);
  const provenances = (await ehr.store.list('Provenance')).filter(({ target }) =>
    target.some(({ reference }) => about.includes(reference ?? '')),
  );
  return { entries, persons, provenances };
}
const counts = async (patient: string) =>
  Object.fromEntries(Object.entries(await held(patient)).map(([name, list]) => [name, list.length]));
const everythingOnce = { entries: 3, persons: 2, provenances: 2 };
const nothing = { entries: 0, persons: 1, provenances: 0 };

const receiptOf = (result: SaveResult) => {
  if (result.kind !== 'saved' && result.kind !== 'partly-saved') throw new Error(`Not saved but ${result.kind}`);
  return result.receipt;
};

/** Applies a fault to the first transaction alone. */
function once(fault: Fault): Fault {
  let done = false;
  return (request, go) => {
    if (done || !isTransaction(request)) return go();
    done = true;
    return fault(request, go);
  };
}
const refuse = (status: number, body: object | string = { resourceType: 'OperationOutcome', issue: [] }): Fault =>
  once(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
const lostAfterCommit = once(async (_, go) => {
  await go();
  throw new TypeError('The connection was closed');
});
const lostBefore = once(async () => {
  throw new TypeError('The connection was closed');
});

test('the persons are read, one transaction stores everything, and all is read back, compared and told', async () => {
  const { save, requests, context, tuurId } = await ready();
  const result = await save();
  expect(requests).toEqual(['GET RelatedPerson?', 'POST ', 'GET RelatedPerson?', 'POST ']);
  expect(result.kind).toBe('saved');
  const { items } = receiptOf(result);
  expect(
    items.map(({ write, outcome, readBack, differences }) => [write.kind, outcome, readBack, differences]),
  ).toEqual([
    ['merge-child', 'stored', true, []],
    ['create-child', 'stored', true, []],
    ['create-entry', 'stored', true, []],
    ['create-entry', 'stored', true, []],
    ['create-entry', 'stored', true, []],
    ['create-provenance', 'stored', false, []],
    ['create-provenance', 'stored', false, []],
  ]);
  expect(await counts(context.patient)).toEqual(everythingOnce);
  const { persons, entries } = await held(context.patient);
  const tuur = persons.find(({ id }) => id === tuurId);
  expect(tuur).toMatchObject({ birthDate: '2019-01-02', telecom: [{ value: '+32 470 00 00 00' }] });
  const noor = persons.find(({ id }) => id !== tuurId);
  expect(JSON.stringify(entries)).toContain(`"reference":"RelatedPerson/${noor?.id}"`);
  expect(JSON.stringify(entries)).not.toContain('urn:uuid:');
});

test('after a save the record shows the new entries and children without asking again', async () => {
  const { save, record, requests, tuurId } = await ready();
  const before = record.getSnapshot();
  const { resources } = receiptOf(await save());
  requests.length = 0;
  await record.takeIn(resources);
  const plan = planOf(record.getSnapshot());
  expect(requests).toEqual([]);
  expect(plan.entries.map(({ step }) => step).sort()).toEqual([1, 2, 3]);
  expect(plan.children.map(({ given, birthDate }) => [given, birthDate])).toEqual([
    ['Tuur', '2019-01-02'],
    ['Noor', undefined],
  ]);
  const version = (id: string) => {
    const { relatedPersons } = record.getSnapshot();
    return relatedPersons.state === 'loaded' ? relatedPersons.value.persons.find((one) => one.id === id)?.version : '';
  };
  expect(version(tuurId)).toBe('2');
  expect(record.getSnapshot().patient).toBe(before.patient);
});

test('a save that is repeated with the same UUIDs adds nothing and is told as saved', async () => {
  const { save, context } = await ready();
  await save();
  const again = await save();
  expect(again.kind).toBe('saved');
  expect(receiptOf(again).items.every(({ outcome }) => outcome === 'there-before')).toBe(true);
  expect(await counts(context.patient)).toEqual(everythingOnce);
});

test('a repeated save without merges comes back as there before, entry by entry', async () => {
  const client = await ready();
  await client.record.takeIn(receiptOf(await client.save()).resources);
  const again = await planFor(client, client.record, client.draft);
  expect(again.writes.map(({ kind }) => kind)).not.toContain('merge-child');
  const { items } = receiptOf(await save(client.host, client.context, again, noPause));
  expect(items.map(({ outcome }) => outcome)).toEqual(items.map(() => 'there-before'));
  expect(await counts(client.context.patient)).toEqual(everythingOnce);
});

test('what is found about another client is not taken for ours', async () => {
  const client = await ready();
  const forged = client.plan.writes.flatMap((write) =>
    write.kind === 'create-entry' ? [{ ...write.resource, id: write.uuid, subject: { reference: 'Patient/b' } }] : [],
  );
  const bundle = { resourceType: 'Bundle', type: 'searchset', entry: forged.map((resource) => ({ resource })) };
  client.break(async ({ method, path }, go) => {
    if (method === 'POST') throw new TypeError('The connection was closed');
    return path.startsWith('QuestionnaireResponse') ? new Response(JSON.stringify(bundle)) : go();
  });
  expect(await client.save()).toMatchObject({ kind: 'not-saved' });
});

test('a connection lost after the host committed is found to be saved', async () => {
  const client = await ready();
  client.break(lostAfterCommit);
  const result = await client.save();
  expect(result.kind).toBe('saved');
  const { items } = receiptOf(result);
  expect(items.filter(({ write }) => write.kind !== 'create-provenance').every(({ readBack }) => readBack)).toBe(true);
  expect(items.flatMap(({ differences }) => differences)).toEqual([]);
  expect(await counts(client.context.patient)).toEqual(everythingOnce);
});

test('a connection lost before the host saw anything is told as not saved, and the same save can be tried again', async () => {
  const client = await ready();
  client.break(lostBefore);
  expect(await client.save()).toMatchObject({ kind: 'not-saved', error: { code: 'F-001' } });
  expect(await counts(client.context.patient)).toEqual(nothing);
  expect((await client.save()).kind).toBe('saved');
  expect(await counts(client.context.patient)).toEqual(everythingOnce);
});

test('a commit that comes to light at the second look is saved', async () => {
  const client = await ready();
  let commit: (() => Promise<Response>) | undefined;
  client.break(
    once(async (_, go) => {
      commit = go;
      throw new TypeError('The connection was closed');
    }),
  );
  const pause = async () => void (await commit?.());
  expect((await save(client.host, client.context, client.plan, { pause })).kind).toBe('saved');
  expect(await counts(client.context.patient)).toEqual(everythingOnce);
});

test('where neither answer nor look comes, nothing is claimed; a later try of a landed save is no conflict', async () => {
  const client = await ready();
  let isGone = false;
  client.break(async (request, go) => {
    const answer = isGone ? undefined : await go();
    isGone ||= isTransaction(request);
    if (answer && !isGone) return answer;
    throw new TypeError('The connection was closed');
  });
  expect(await client.save()).toMatchObject({ kind: 'uncertain' });
  client.break((_, go) => go());
  const again = await client.save();
  expect(again.kind).toBe('saved');
  expect(receiptOf(again).items.every(({ outcome }) => outcome === 'there-before')).toBe(true);
  expect(await counts(client.context.patient)).toEqual(everythingOnce);
});

test('a host that is too slow leaves it open', async () => {
  const client = await ready(1000);
  client.break(once((_, go) => new Promise((resolve) => setTimeout(() => resolve(go()), 1200))));
  expect(await client.save()).toMatchObject({ kind: 'uncertain', error: { kind: 'timeout' } });
});

test.each([409, 412])('a %i is a conflict, names the persons, and nothing was written', async (status) => {
  const client = await ready();
  client.break(refuse(status));
  const result = await client.save();
  expect(result).toMatchObject({ kind: 'conflict', overtaken: [{ write: { id: client.tuurId } }] });
  expect(await counts(client.context.patient)).toEqual(nothing);
});

test('a colleague who changed the child first is not overwritten; with the new version the save goes through', async () => {
  const client = await ready();
  const { record, draft, host, context, tuurId } = client;
  const tuur = await ehr.store.read('RelatedPerson', tuurId);
  if (!tuur) throw new Error('The child is not in the record');
  await ehr.store.put({ ...tuur, gender: 'male' });
  expect(await client.save()).toMatchObject({
    kind: 'conflict',
    overtaken: [{ write: { id: tuurId, version: '1' }, now: { gender: 'male' } }],
  });
  expect(await counts(context.patient)).toEqual(nothing);
  await record.reload('relatedPersons');
  const fresh = await planFor(client, record, draft);
  expect((await save(host, context, fresh, noPause)).kind).toBe('saved');
  expect(await ehr.store.read('RelatedPerson', tuurId)).toMatchObject({ gender: 'male', birthDate: '2019-01-02' });
});

test.each([
  [400, { kind: 'refused', error: { code: 'F-400' } }],
  [401, { kind: 'refused', error: { kind: 'unauthorized' } }],
  [422, { kind: 'refused', error: { code: 'F-422' } }],
  [429, { kind: 'refused', error: { kind: 'too-many' } }],
  [500, { kind: 'not-saved', error: { code: 'F-500' } }],
  [503, { kind: 'uncertain', error: { code: 'F-503' } }],
])('a host that answers %i', async (status, expected) => {
  const client = await ready();
  client.break((request, go) =>
    isTransaction(request)
      ? Promise.resolve(Response.json({ resourceType: 'OperationOutcome', issue: [] }, { status }))
      : go(),
  );
  expect(await client.save()).toMatchObject(expected);
  expect(await counts(client.context.patient)).toEqual(nothing);
});

test('a host that refuses Provenance takes all the rest, and the receipt says so', async () => {
  const client = await ready();
  client.break(refuse(403));
  const result = await client.save();
  expect(result.kind).toBe('saved');
  const outcomes = receiptOf(result).items.map(({ write, outcome }) => [write.kind, outcome]);
  expect(outcomes.filter(([kind]) => kind === 'create-provenance')).toEqual([
    ['create-provenance', 'refused'],
    ['create-provenance', 'refused'],
  ]);
  expect(await counts(client.context.patient)).toEqual({ ...everythingOnce, provenances: 0 });
});

test('performed again, a plan that landed is looked for and not sent', async () => {
  const client = await ready();
  const plan = await planFor(client, client.record, client.draft);
  const { keep, last } = keeping();
  await save(client.host, client.context, plan, { ...noPause, keep });
  const before = client.requests.length;
  const result = await save(client.host, client.context, plan, { ...noPause, journal: last() });
  expect(result.kind).toBe('saved');
  expect(receiptOf(result).items.flatMap(({ differences }) => differences)).toEqual([]);
  // The only POST left is the reading back.
  expect(client.requests.slice(before).filter((request) => request.startsWith('POST'))).toEqual(['POST ']);
  expect(await counts(client.context.patient)).toEqual(everythingOnce);
});

test('an answer that is no FHIR is looked into: saved or not, as the record says', async () => {
  const landed = await ready();
  landed.break(
    once(async (_, go) => {
      await go();
      return new Response('<html>proxy</html>', { status: 200 });
    }),
  );
  expect((await landed.save()).kind).toBe('saved');
  const lost = await ready();
  lost.break(refuse(200, '<html>proxy</html>'));
  expect(await lost.save()).toMatchObject({ kind: 'not-saved', error: { kind: 'garbage' } });
});

/** A host that changes what it stores, seen in what it gives back. */
const givesBack = (change: (text: string) => string): Fault => {
  let count = 0;
  return async (request, go) => {
    const answer = await go();
    if (!isTransaction(request) || ++count !== 2) return answer;
    return new Response(change(await answer.text()), { status: 200 });
  };
};

test('labels and answers that the host dropped are named in the receipt', async () => {
  const client = await ready();
  client.break(
    givesBack((text) => {
      const bundle = JSON.parse(text);
      for (const { resource } of bundle.entry)
        if (resource.questionnaire?.includes('-2-safety')) {
          delete resource.meta.security;
          resource.item = resource.item.filter(({ linkId }: { linkId: string }) => linkId !== 's2.redenen');
        }
      return JSON.stringify(bundle);
    }),
  );
  const { items } = receiptOf(await client.save());
  expect(items.flatMap(({ write, differences }) => differences.map((one) => [write.kind, one]))).toEqual([
    ['create-entry', { path: 'meta.security', kind: 'dropped' }],
    ['create-entry', { path: 'item[s2.redenen]', kind: 'dropped' }],
  ]);
});

test('where reading back in one request fails, the entries are searched for, and the rest is not claimed to be compared', async () => {
  const client = await ready();
  let count = 0;
  client.break(async (request, go) =>
    isTransaction(request) && ++count === 2 ? new Response('{}', { status: 403 }) : go(),
  );
  const result = await client.save();
  expect(result.kind).toBe('saved');
  expect(receiptOf(result).items.map(({ write, readBack }) => [write.kind, readBack])).toEqual([
    ['merge-child', true],
    ['create-child', true],
    ['create-entry', true],
    ['create-entry', true],
    ['create-entry', true],
    ['create-provenance', false],
    ['create-provenance', false],
  ]);
});

test('where nothing can be read back, what was sent stands in, with links to what the host made', async () => {
  const client = await ready();
  let count = 0;
  client.break(async (_, go) => (++count > 2 ? new Response('{}', { status: 403 }) : go()));
  const { items, resources } = receiptOf(await client.save());
  expect(items.some(({ readBack }) => readBack)).toBe(false);
  expect(JSON.stringify(resources)).not.toContain('urn:uuid:');
  await client.record.takeIn(resources);
  const { entries, children } = planOf(client.record.getSnapshot());
  expect(entries.map(({ step }) => step).sort()).toEqual([1, 2, 3]);
  expect(children.map(({ relatedPerson }) => relatedPerson !== undefined)).toEqual([true, true]);
});

test('a host that does not say where it stored things is searched', async () => {
  const client = await ready();
  client.break(
    once(async (_, go) => {
      const bundle = await (await go()).json();
      for (const entry of bundle.entry) {
        delete entry.response.location;
        delete entry.response.etag;
      }
      return new Response(JSON.stringify(bundle), { status: 200 });
    }),
  );
  const { items } = receiptOf(await client.save());
  const told = items.filter(({ write }) => write.kind !== 'create-provenance');
  expect(told.every(({ reference, readBack }) => reference !== undefined && readBack)).toBe(true);
  expect(items.flatMap(({ differences }) => differences)).toEqual([]);
});

test('a host that breaks the promise of all or nothing is told write by write', async () => {
  const client = await ready();
  client.break(
    once(async (_, go) => {
      const bundle = await (await go()).json();
      bundle.entry[0].response = { status: '412 Precondition Failed' };
      return new Response(JSON.stringify(bundle), { status: 200 });
    }),
  );
  const result = await client.save();
  expect(result.kind).toBe('partly-saved');
  expect(receiptOf(result).items[0]).toMatchObject({ outcome: 'refused', error: { kind: 'conflict' } });
});

test('a plan about another client or encounter never leaves', async () => {
  const { host, context, plan, requests } = await ready();
  expect(await save(host, { ...context, patient: 'someone-else' }, plan)).toMatchObject({
    kind: 'stopped',
    reason: 'other-patient',
  });
  expect(await save(host, { ...context, encounter: 'another' }, plan)).toMatchObject({
    kind: 'stopped',
    reason: 'other-encounter',
  });
  expect(requests).toEqual([]);
});
