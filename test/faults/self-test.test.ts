import { expect, test } from 'vitest';
import type { Host } from '../../src/record/host';
import { save } from '../../src/record/save';
import { COLLEAGUES_DATE } from './colleague';
import { FAULTS } from './faults';
import { HOSTS } from './hosts';
import { type Case, runCase } from './run-case';
import { startStage } from './stage';

/** The counting itself: an engine that is broken on purpose must show. */
async function run(name: string, one: Partial<Case> & { readonly faultName?: string }, saving: typeof save) {
  const host = HOSTS.find((each) => each.name === name);
  const fault = FAULTS.find((each) => each.name === one.faultName);
  if (!host) throw new Error(`There is no host ${name}`);
  const stage = await startStage(host);
  try {
    return await runCase(
      stage,
      {
        at: 0,
        recovery: 'press again',
        decisions: { conflict: 'now', appeared: 'other' },
        ...(fault ? { fault } : {}),
        ...one,
      },
      saving,
    );
  } finally {
    await stage.stop();
  }
}

const through =
  (change: (host: Host) => Partial<Host>): typeof save =>
  (host, ...rest) =>
    save({ ...host, ...change(host) }, ...rest);

test('the engine as it is shows nothing in these cases', async () => {
  const lost = await run('no-transaction', { faultName: 'closed after the commit', at: 6 }, save);
  const changed = await run('ignores-if-match', { colleague: { deed: 'fills the same birth date', before: 0 } }, save);
  for (const { duplicated, untrue, overwritten, lost: gone } of [lost, changed])
    expect({ duplicated, untrue, overwritten, gone }).toEqual({
      duplicated: [],
      untrue: [],
      overwritten: [],
      gone: [],
    });
});

test('a host wrapper that forgets the condition and never finds anything makes duplicates', async () => {
  const forgetful = through((host) => ({
    create: (resource) => host.create(resource),
    findOwn: async () => ({ ok: true, value: [] }),
  }));
  const { duplicated } = await run('no-transaction', { faultName: 'closed after the commit', at: 6 }, forgetful);
  expect(duplicated).not.toEqual([]);
});

test('an engine that says saved whatever happened tells untruths', async () => {
  const liar: typeof save = async (...args) => {
    const result = await save(...args);
    return result.kind === 'partly-saved'
      ? {
          ...result,
          kind: 'saved',
          receipt: {
            ...result.receipt,
            items: result.receipt.items.map((item) => ({ ...item, outcome: 'stored' as const })),
          },
        }
      : result;
  };
  const { untrue } = await run('no-transaction', { faultName: '422', at: 8 }, liar);
  expect(untrue).not.toEqual([]);
});

test('an engine that leaves out a part without a word loses it', async () => {
  const careless: typeof save = (host, context, plan, options) =>
    save(host, context, { ...plan, writes: plan.writes.filter(({ kind }) => kind !== 'create-entry') }, options);
  const { untrue, lost } = await run('epic-like', {}, careless);
  expect([untrue.length > 0, lost.length > 0]).toEqual([true, true]);
});

test('a host wrapper that shows the old version overwrites a colleague', async () => {
  const stale = through((host) => ({
    relatedPersons: async (patient) => {
      const answer = await host.relatedPersons(patient);
      if (!answer.ok) return answer;
      const resources = answer.value.resources.map((person) =>
        person.birthDate === COLLEAGUES_DATE ? { ...person, meta: { ...person.meta, versionId: '1' } } : person,
      );
      return { ok: true, value: { ...answer.value, resources } };
    },
  }));
  const { overwritten } = await run(
    'ignores-if-match',
    { colleague: { deed: 'fills the same birth date', before: 0 } },
    stale,
  );
  expect(overwritten).not.toEqual([]);
});

test('a merge that takes something of the host away loses it', async () => {
  const greedy: typeof save = (host, context, plan, options) =>
    save(
      host,
      context,
      {
        ...plan,
        writes: plan.writes.map((write) => {
          if (write.kind !== 'merge-child') return write;
          const { telecom: _, ...resource } = write.resource;
          return { ...write, resource };
        }),
      },
      options,
    );
  const { lost } = await run('full', {}, greedy);
  expect(lost).not.toEqual([]);
});
