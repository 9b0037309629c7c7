import type { RelatedPerson } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { appAddresses } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { bundleOf } from '../../src/record/bundle';
import { save } from '../../src/record/save';
import type { SaveResult } from '../../src/record/save-result';
import { type Fault, openClient, planFor, settled, typed } from '../../src/record/session-for-tests';
import { hapiMissing, startHapi } from './start-hapi';

const missing = hapiMissing();
const isCi = process.env.CI === 'true';

/** The same save and its conflicts as against the embedded store, on a server that we did not write. */
describe.skipIf(missing !== undefined && !isCi)('a save on a real HAPI JPA server', () => {
  let hapi: Awaited<ReturnType<typeof startHapi>>;
  let ehr: DemoEhr;
  beforeAll(async () => {
    hapi = await startHapi();
    ehr = await startDemoEhr({ ...appAddresses, upstream: hapi.base, seed: true });
  }, 300_000);
  afterAll(async () => {
    await ehr?.stop();
    await hapi?.stop();
  });

  type Client = Awaited<ReturnType<typeof openClient>>;

  /** What one clinician has on her screen: a contact, planned on the record as it is now. */
  async function planned(client: Client, together: boolean) {
    const record = client.open();
    await settled(record);
    const draft = typed(record, client.context.patient, client.tuurId);
    const plan = { ...(await planFor(client, record, draft)), together };
    const press = (lookFirst = false) =>
      save(client.host, client.context, plan, { lookFirst, pause: async () => undefined });
    return { record, draft, plan, save: press };
  }

  async function ready(together: boolean) {
    const client = await openClient(ehr);
    const one = await planned(client, together);
    client.requests.length = 0;
    return { ...client, ...one, client };
  }

  /** What the server holds of one client, asked past the authorization server. */
  async function counts(patient: string) {
    const entries = await ehr.store.list('QuestionnaireResponse', `patient=${patient}`);
    const persons = await ehr.store.list('RelatedPerson', `patient=${patient}`);
    const targets = [...entries, ...persons].map(({ resourceType, id }) => `${resourceType}/${id}`).join(',');
    const provenances = await ehr.store.list('Provenance', `target=${targets}`);
    return { entries: entries.length, persons: persons.length, provenances: provenances.length };
  }
  const everythingOnce = { entries: 3, persons: 2, provenances: 2 };
  const nothing = { entries: 0, persons: 1, provenances: 0 };

  async function tuurNow(id: string): Promise<RelatedPerson> {
    const tuur = await ehr.store.read('RelatedPerson', id);
    if (!tuur) throw new Error('The child is not in the record');
    return tuur;
  }

  const noorOf = (patient: string): RelatedPerson => ({
    resourceType: 'RelatedPerson',
    id: `${patient}-noor`,
    active: true,
    patient: { reference: `Patient/${patient}` },
    name: [{ given: ['Noor'] }],
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
  });

  const isWrite = ({ method, path }: { method: string; path: string }) =>
    method === 'PUT' || (method === 'POST' && !path.includes('_search'));
  const writesIn = (requests: readonly string[]) => requests.filter((request) => !request.startsWith('GET'));
  const receiptOf = (result: SaveResult) => {
    if (result.kind !== 'saved' && result.kind !== 'partly-saved') throw new Error(`Not saved but ${result.kind}`);
    return result.receipt;
  };
  const outcomesOf = (result: SaveResult) => receiptOf(result).items.map(({ write, outcome }) => [write.kind, outcome]);

  /** Applies a fault to the n-th request that writes, counted from 1. */
  function atWrite(at: number, fault: Fault): Fault {
    let writes = 0;
    return (request, go) => (isWrite(request) && ++writes === at ? fault(request, go) : go());
  }
  /** Lets something happen right before the first request that writes. */
  const meanwhile = (deed: () => Promise<unknown>, answered?: (status: number) => void) =>
    atWrite(1, async (_, go) => {
      await deed();
      const answer = await go();
      answered?.(answer.status);
      return answer;
    });
  const lostAfterCommit: Fault = async (_, go) => {
    await go();
    throw new TypeError('The connection was closed');
  };

  describe.each([
    { way: 'in one transaction', together: true },
    { way: 'one by one', together: false },
  ])('$way', ({ together }) => {
    test('everything is stored as it was sent, and the host keeps what is its own', async () => {
      const one = await ready(together);
      const result = await one.save();
      expect(result.kind).toBe('saved');
      expect(receiptOf(result).items.map(({ outcome, differences }) => [outcome, differences])).toEqual(
        one.plan.writes.map(() => ['stored', []]),
      );
      expect(await counts(one.context.patient)).toEqual(everythingOnce);
      expect(await tuurNow(one.tuurId)).toMatchObject({
        birthDate: '2019-01-02',
        telecom: [{ system: 'phone', value: '+32 470 00 00 00' }],
      });
      const entries = await ehr.store.list('QuestionnaireResponse', `patient=${one.context.patient}`);
      expect(JSON.stringify(entries)).not.toContain('urn:uuid:');
    });

    test.each([true, false])('a second save of the same plan adds nothing (looks first: %s)', async (lookFirst) => {
      const one = await ready(together);
      await one.save();
      const version = (await tuurNow(one.tuurId)).meta?.versionId;
      const again = await one.save(lookFirst);
      expect(again.kind).toBe('saved');
      // This session may not search for a Provenance: whether it came along with the rest is not known.
      for (const [kind, outcome] of outcomesOf(again))
        expect(outcome).toMatch(kind === 'create-provenance' ? /^(unconfirmed|there-before)$/ : /^there-before$/);
      expect(await counts(one.context.patient)).toEqual(everythingOnce);
      expect((await tuurNow(one.tuurId)).meta?.versionId).toBe(version);
    });

    test('a change seen right before is a conflict; nothing is written', async () => {
      const one = await ready(together);
      await ehr.store.put({ ...(await tuurNow(one.tuurId)), birthDate: '2019-01-03' });
      expect(await one.save()).toMatchObject({
        kind: 'conflict',
        overtaken: [{ write: { id: one.tuurId }, now: { birthDate: '2019-01-03' } }],
      });
      expect(writesIn(one.requests)).toEqual([]);
      expect(await counts(one.context.patient)).toEqual(nothing);
    });

    test('a change that comes between the look and the write is refused by the host, and never written over', async () => {
      const one = await ready(together);
      const tuur = await tuurNow(one.tuurId);
      const statuses: number[] = [];
      const colleague = () => ehr.store.put({ ...tuur, birthDate: '2019-01-03' });
      one.break(meanwhile(colleague, (status) => statuses.push(status)));
      expect(await one.save()).toMatchObject({
        kind: 'conflict',
        overtaken: [{ write: { id: one.tuurId }, now: { birthDate: '2019-01-03' } }],
      });
      expect(statuses).toEqual([409]);
      expect(await tuurNow(one.tuurId)).toMatchObject({ birthDate: '2019-01-03' });
      expect(await counts(one.context.patient)).toEqual(nothing);
    });

    test('what a colleague adds to the child meanwhile stands beside what was typed, after planning anew', async () => {
      const one = await ready(together);
      await ehr.store.put({ ...(await tuurNow(one.tuurId)), gender: 'male' });
      expect((await one.save()).kind).toBe('conflict');
      await one.record.reload('relatedPersons');
      const fresh = { ...(await planFor(one.client, one.record, one.draft)), together };
      expect((await save(one.host, one.context, fresh)).kind).toBe('saved');
      expect(await tuurNow(one.tuurId)).toMatchObject({ gender: 'male', birthDate: '2019-01-02' });
      expect(await counts(one.context.patient)).toEqual(everythingOnce);
    });

    test.each(together ? [1] : [1, 2, 3, 4, 5, 6, 7])(
      'an answer lost after the commit of write %i is looked for, and nothing is written twice',
      async (at) => {
        const one = await ready(together);
        one.break(atWrite(at, lostAfterCommit));
        let result = await one.save();
        one.break((_, go) => go());
        if (result.kind !== 'saved') result = await one.save(true);
        expect(result.kind).toBe('saved');
        expect(await counts(one.context.patient)).toEqual(everythingOnce);
      },
    );

    test('the same child added by a colleague before the save opens the question', async () => {
      const one = await ready(together);
      await ehr.store.put(noorOf(one.context.patient));
      expect(await one.save()).toMatchObject({
        kind: 'children-appeared',
        appeared: [{ write: { kind: 'create-child' }, person: { given: 'Noor' } }],
      });
      expect(writesIn(one.requests)).toEqual([]);
    });

    test('the same child added by a colleague during the save is told of afterwards', async () => {
      const one = await ready(together);
      one.break(meanwhile(() => ehr.store.put(noorOf(one.context.patient))));
      const result = await one.save();
      expect(result.kind).toBe('saved');
      expect(receiptOf(result).appeared).toMatchObject([{ person: { given: 'Noor' } }]);
      expect(await counts(one.context.patient)).toEqual({ ...everythingOnce, persons: 3 });
    });

    test.each(['first', 'second'] as const)(
      'two clinicians add the same child at the same moment; the %s to look commits last, and is asked or told',
      async (last) => {
        const one = await ready(together);
        const other = await planned(one.client, together);
        const [late, early] = last === 'first' ? [one, other] : [other, one];
        let begun = false;
        let told: SaveResult | undefined;
        one.break(async (request, go) => {
          if (isWrite(request) && !begun) {
            begun = true;
            told = await early.save();
          }
          return go();
        });
        const result = await late.save();
        // The one who was first saw nobody.
        expect(told?.kind).toBe('saved');
        expect(told && receiptOf(told).appeared).toEqual([]);
        if (together) {
          // The birth date that both filled in made the host refuse the second transaction: there is time to ask.
          expect(result).toMatchObject({ kind: 'children-appeared', appeared: [{ person: { given: 'Noor' } }] });
          expect(await counts(one.context.patient)).toEqual(everythingOnce);
        } else {
          expect(result).toMatchObject({ kind: 'saved', receipt: { appeared: [{ person: { given: 'Noor' } }] } });
          expect(await counts(one.context.patient)).toEqual({ entries: 6, persons: 3, provenances: 4 });
        }
        expect(await tuurNow(one.tuurId)).toMatchObject({ birthDate: '2019-01-02' });
      },
    );
  });

  test('the same transaction sent again makes nothing, with its merge or without', async () => {
    const one = await ready(true);
    await one.save();
    const whole = await one.host.transaction(bundleOf(one.plan.writes));
    expect(whole).toMatchObject({ ok: false, error: { kind: 'conflict', status: 409 } });
    const rest = one.plan.writes.filter(({ kind }) => kind !== 'merge-child');
    const again = await one.host.transaction(bundleOf(rest));
    expect(again.ok && again.value.entries.map((entry) => entry.ok && entry.value.status)).toEqual(rest.map(() => 200));
    expect(await counts(one.context.patient)).toEqual(everythingOnce);
  });

  test('two transactions of one plan at the same instant make everything once', async () => {
    const one = await ready(true);
    const results = await Promise.all([one.save(), one.save()]);
    expect(await counts(one.context.patient)).toEqual(everythingOnce);
    expect(results.map(({ kind }) => kind)).toContain('saved');
    for (const { kind } of results) expect(['saved', 'not-saved', 'uncertain', 'conflict']).toContain(kind);
    expect((await one.save(true)).kind).toBe('saved');
    expect(await counts(one.context.patient)).toEqual(everythingOnce);
  });
});

test('HAPI can run here, or the save on it is skipped for a reason', ({ skip }) => {
  if (missing !== undefined && !isCi) skip(`HAPI cannot run here: ${missing}`);
  expect(missing).toBeUndefined();
});
