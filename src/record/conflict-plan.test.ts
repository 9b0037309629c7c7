import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../demo-ehr/server';
import { appAddresses } from '../demo-ehr/smart/smart-client-for-tests';
import { compareFields, resolve } from './conflict';
import { withChoices } from './conflict-plan';
import type { Change } from './intended';
import { save } from './save';
import { openClient, planFor, settled, typed } from './session-for-tests';
import type { SavePlan } from './write-plan';

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
afterAll(() => ehr.stop());

/** A contact that gives Tuur a birth date, overtaken by a colleague who gave him another. */
async function overtaken() {
  const client = await openClient(ehr);
  const { host, context, tuurId } = client;
  const record = client.open();
  await settled(record);
  const draft = typed(record, context.patient, tuurId);
  const plan = await planFor(client, record, draft);
  const [before] = (await ehr.store.list('RelatedPerson', `patient=${context.patient}`)).filter(
    ({ id }) => id === tuurId,
  );
  if (!before) throw new Error('Tuur is not there');
  await ehr.store.put({ ...before, birthDate: '2018-08-08' });
  const result = await save(host, context, plan);
  if (result.kind !== 'conflict' || !result.overtaken[0]) throw new Error(`Expected a conflict, got ${result.kind}`);
  const { write, now } = result.overtaken[0];
  expect(compareFields(write, now)).toMatchObject({ fields: [{ field: 'birthDate', standing: 'asked' }] });
  await record.reload('relatedPersons');
  const again = await planFor(client, record, draft);
  const tuur = async () =>
    (await ehr.store.list('RelatedPerson', `patient=${context.patient}`)).find(({ id }) => id === tuurId);
  const saved = async (next: ReturnType<typeof withChoices>) => {
    if (next.kind !== 'save') throw new Error(`Expected a save, got ${next.kind}`);
    return (await save(host, context, next)).kind;
  };
  return { plan, again, write, now, tuur, saved };
}

const targets = (plan: ReturnType<typeof withChoices>) =>
  plan.kind === 'save'
    ? plan.writes.flatMap((one) =>
        one.kind === 'create-provenance' ? one.resource.target.map(({ reference }) => reference) : [],
      )
    : [];

test("the colleague's word stands: the rest is saved, and who wrote it does not name the child", async () => {
  const { plan, again, write, now, tuur, saved } = await overtaken();
  for (const planned of [plan, again]) {
    const next = withChoices(planned, new Map([[write.fullUrl, resolve(write, now, new Map())]]));
    expect(targets(next)).not.toContain(write.fullUrl);
    expect(targets(next)).toHaveLength(4);
  }
  const choices = new Map([[write.fullUrl, resolve(write, now, new Map())]]);
  expect(await saved(withChoices(again, choices))).toBe('saved');
  expect((await tuur())?.birthDate).toBe('2018-08-08');
});

test('my word stands: it is written on the version of the colleague, and who wrote it names the child', async () => {
  const { again, write, now, tuur, saved } = await overtaken();
  expect(again.writes.map(({ fullUrl }) => fullUrl)).not.toContain(write.fullUrl);
  const choices = new Map([[write.fullUrl, resolve(write, now, new Map([['birthDate', 'typed']]))]]);
  const next = withChoices(again, choices);
  expect(targets(next)).toContain(write.fullUrl);
  expect(await saved(next)).toBe('saved');
  expect((await tuur())?.birthDate).toBe('2019-01-02');
});

test('nothing is left, not even who wrote it', async () => {
  const { plan, write } = await overtaken();
  const alone: SavePlan = {
    ...plan,
    writes: plan.writes.filter(({ kind, fullUrl }) => kind === 'create-provenance' || fullUrl === write.fullUrl),
  };
  const none = new Map<string, Change | undefined>([[write.fullUrl, undefined]]);
  expect(withChoices(alone, none)).toEqual({ kind: 'nothing', leftOut: plan.leftOut });
});
