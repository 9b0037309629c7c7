import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAULTS } from './faults';
import { HOSTS } from './hosts';
import { runCase } from './run-case';
import { SIXTY } from './sixty';
import { type Stage, startStage } from './stage';

test('there are sixty, each another, on every host', () => {
  expect(new Set(SIXTY.map((row) => row.join())).size).toBe(60);
  expect([...new Set(SIXTY.map(([host]) => host))]).toEqual(HOSTS.map(({ name }) => name));
});

describe.each(HOSTS)('$name', (host) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage(host);
  });
  afterAll(() => stage.stop());

  test.each(SIXTY.filter(([name]) => name === host.name).map((row) => ({ row })))(
    '$row',
    async ({ row: [, name, at, recovery, deed, before] }) => {
      const fault = FAULTS.find((each) => each.name === name);
      const { struck, told, lost, duplicated, overwritten, untrue } = await runCase(stage, {
        ...(fault ? { fault } : {}),
        at,
        recovery,
        ...(deed && before !== undefined ? { colleague: { deed, before } } : {}),
        decisions: { conflict: 'typed', appeared: 'other' },
      });
      expect(struck).toBe(true);
      expect({ lost, duplicated, overwritten, untrue }, told.join()).toEqual({
        lost: [],
        duplicated: [],
        overwritten: [],
        untrue: [],
      });
    },
  );
});
