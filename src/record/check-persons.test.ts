import type { RelatedPerson } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses } from '../demo-ehr/smart/smart-client-for-tests';
import { save } from './save';
import type { SaveResult } from './save-result';
import { openClient, planFor, settled, typed } from './session-for-tests';

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
afterAll(() => ehr.stop());

type Client = Awaited<ReturnType<typeof openClient>>;

/** What one clinician has on her screen: the same new child, and the same birth date for the known one. */
async function planned(client: Client, together: boolean) {
  const record = client.open();
  await settled(record);
  const draft = typed(record, client.context.patient, client.tuurId);
  const plan = { ...(await planFor(client, record, draft)), together };
  return { plan, save: () => save(client.host, client.context, plan, { pause: async () => undefined }) };
}

const receiptOf = (result: SaveResult | undefined) => {
  if (result?.kind !== 'saved' && result?.kind !== 'partly-saved') throw new Error(`Not saved but ${result?.kind}`);
  return result.receipt;
};
const named = (persons: readonly RelatedPerson[], given: string) =>
  persons.filter(({ name }) => name?.[0]?.given?.[0] === given);

describe.each([
  { way: 'in one transaction', together: true },
  { way: 'one by one', together: false },
])('two clinicians add the same child at the same moment, $way', ({ together }) => {
  test.each(['first', 'second'])(
    'the %s to look commits last: she is asked, or told, and nothing is lost',
    async (last) => {
      const client = await openClient(ehr);
      const one = await planned(client, together);
      const other = await planned(client, together);
      const [late, early] = last === 'first' ? [one, other] : [other, one];
      let first: SaveResult | undefined;
      let begun = false;
      client.break(async ({ method }, go) => {
        if (method !== 'GET' && !begun) {
          begun = true;
          first = await early.save();
        }
        return go();
      });
      const second = await late.save();
      expect(receiptOf(first)).toMatchObject({
        appeared: [],
        items: one.plan.writes.map(() => ({ outcome: 'stored' })),
      });
      const persons = await ehr.store.list('RelatedPerson', `patient=${client.context.patient}`);
      const entries = await ehr.store.list('QuestionnaireResponse', `patient=${client.context.patient}`);
      expect(named(persons, 'Tuur')).toMatchObject([{ birthDate: '2019-01-02' }]);
      if (together) {
        // The birth date that both filled in made the host refuse the second transaction: there is time to ask.
        expect(second).toMatchObject({ kind: 'children-appeared', appeared: [{ person: { given: 'Noor' } }] });
        expect([named(persons, 'Noor').length, entries.length]).toEqual([1, 3]);
      } else {
        expect(second).toMatchObject({ kind: 'saved', receipt: { appeared: [{ person: { given: 'Noor' } }] } });
        expect([named(persons, 'Noor').length, entries.length]).toEqual([2, 6]);
      }
    },
  );
});

test('a birth date that a colleague filled in the same keeps nothing else from being saved', async () => {
  const client = await openClient(ehr);
  const one = await planned(client, true);
  let begun = false;
  client.break(async ({ method }, go) => {
    const tuur = await ehr.store.read('RelatedPerson', client.tuurId);
    if (method !== 'GET' && !begun && tuur) {
      begun = true;
      await ehr.store.put({ ...tuur, birthDate: '2019-01-02' });
    }
    return go();
  });
  const result = await one.save();
  expect(result.kind).toBe('saved');
  expect(receiptOf(result).items.map(({ write, outcome }) => [write.kind, outcome])).toEqual(
    one.plan.writes.map(({ kind }) => [kind, kind === 'merge-child' ? 'there-before' : 'stored']),
  );
});
