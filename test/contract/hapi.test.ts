import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { appAddresses, smartClient } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { hapiMissing, startHapi } from '../hapi/start-hapi';
import { authorized } from './authorized';
import { runContract } from './run-contract';
import { make, type Server, send } from './wire';

const missing = hapiMissing();
const isCi = process.env.CI === 'true';

describe.skipIf(missing !== undefined && !isCi)('on a real HAPI JPA server', () => {
  let hapi: Awaited<ReturnType<typeof startHapi>>;
  let ehr: DemoEhr;
  let behind: Server;
  beforeAll(async () => {
    hapi = await startHapi();
    ehr = await startDemoEhr({ ...appAddresses, upstream: hapi.base, seed: true });
    behind = await authorized(ehr);
  }, 300_000);
  afterAll(async () => {
    await ehr?.stop();
    await hapi?.stop();
  });

  describe('the contract', () => runContract('hapi', () => ({ base: hapi.base, fetch })));

  describe('the contract behind the authorization server', () =>
    runContract('hapi', () => behind, {
      // The authorization server makes its own absolute addresses relative before it passes them on.
      'a search by the absolute address of a patient on this server': 1,
    }));

  test('the fictional clients are there, and a patient scope reaches one of them alone', async () => {
    const client = smartClient(ehr);
    const { access_token } = await client.login('anneleen-de-smedt');
    const own = (await (await client.get('RelatedPerson?patient=anneleen-de-smedt', access_token)).json()) as {
      total: number;
    };
    expect(own.total).toBe(3);
    expect((await client.get('Patient/luc-martens', access_token)).status).toBe(403);
    await make(
      { base: hapi.base, fetch },
      { resourceType: 'RelatedPerson', patient: { reference: 'Patient/luc-martens' } },
    );
    const all = (await (await client.get('RelatedPerson', access_token)).json()) as { total: number };
    expect(all.total).toBe(3);
  });

  test('no answer shows the address of the server behind', async () => {
    for (const path of ['metadata', 'RelatedPerson?_count=1', 'RelatedPerson/_history?_count=2']) {
      expect(JSON.stringify(await send(behind, 'GET', path)).includes(hapi.base), path).toBe(false);
    }
  });
});

test('HAPI can run here, or the contract on it is skipped for a reason', ({ skip }) => {
  if (missing !== undefined && !isCi) skip(`HAPI cannot run here: ${missing}`);
  expect(missing).toBeUndefined();
});
