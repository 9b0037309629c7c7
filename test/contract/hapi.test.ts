import type { CapabilityStatement, Meta } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProfileName } from '../../src/demo-ehr/profiles/profiles';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { appAddresses, smartClient } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { hapiMissing, startHapi } from '../hapi/start-hapi';
import { authorized } from './authorized';
import { runContract } from './run-contract';
import { asBundle, bundle, entry, identified, make, referenceIn, type Server, send, statusesIn, unique } from './wire';

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

  describe('the profiles before it', () => {
    const R = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };
    const ask = async (profile: ProfileName, method: string, path: string, body?: object, headers = {}) => {
      ehr.settings.profile = profile;
      return send(behind, method, path, body, headers).finally(() => {
        ehr.settings.profile = 'full';
      });
    };
    const patient = { reference: 'Patient/luc-martens' };
    const child = { resourceType: 'RelatedPerson', patient };
    const labelled = () => ({ ...entry('luc-martens'), meta: { security: [R], tag: [identified(unique())] } });

    test('say what they do', async () => {
      const facts = async (profile: ProfileName) => {
        const { rest } = (await ask(profile, 'GET', 'metadata')).body as unknown as CapabilityStatement;
        const type = rest?.[0]?.resource?.find((each) => each.type === 'QuestionnaireResponse');
        const codes = type?.interaction?.map(({ code }) => code).toSorted();
        return { system: rest?.[0]?.interaction?.map(({ code }) => code), versioning: type?.versioning, codes };
      };
      expect(await facts('full')).toMatchObject({ system: ['transaction'], versioning: 'versioned-update' });
      const codes = ['create', 'read', 'search-type'];
      expect(await facts('athena-like')).toEqual({ system: undefined, versioning: undefined, codes });
      expect(await facts('ignores-if-match')).toMatchObject({ versioning: 'versioned' });
    });

    test('offer less, and look at versions in their own way', async () => {
      const id = await make(behind, child);
      await send(behind, 'PUT', `RelatedPerson/${id}`, { ...child, id, active: true });
      const stale = { 'if-match': 'W/"1"' };
      const put = (profile: ProfileName) =>
        ask(profile, 'PUT', `RelatedPerson/${id}`, { ...child, id, active: false }, stale);
      expect([(await put('full')).status, (await put('ignores-if-match')).status]).toEqual([409, 200]);
      const ignored = {
        resource: { ...child, id },
        request: { method: 'PUT', url: `RelatedPerson/${id}`, ifMatch: '1' },
      };
      expect((await ask('ignores-if-match', 'POST', '', bundle('transaction', ignored))).status).toBe(200);
      const patch = [{ op: 'add', path: '/gender', value: 'female' }];
      const patched = async (headers: object) =>
        (await ask('oracle-like', 'PATCH', `RelatedPerson/${id}`, patch, headers)).status;
      expect([await patched({}), await patched(stale), await patched({ 'if-match': 'W/"4"' })]).toEqual([
        428, 409, 200,
      ]);
      expect((await ask('no-transaction', 'POST', '', bundle('transaction'))).status).toBe(501);
      expect((await ask('epic-like', 'POST', 'RelatedPerson', child)).status).toBe(405);
    });

    test('lose or hide what is labelled, alone and in a transaction', async () => {
      const creation = { request: { method: 'POST', url: 'QuestionnaireResponse' } };
      for (const profile of ['drops-unknown-elements-and-labels', 'filters-by-label'] as const) {
        const alone = await ask(profile, 'POST', 'QuestionnaireResponse', labelled());
        const together = await ask(profile, 'POST', '', bundle('transaction', { ...creation, resource: labelled() }));
        expect([alone.status, together.status, statusesIn(together)]).toEqual([201, 200, ['201']]);
        const [made] = asBundle(together).entry ?? [];
        for (const place of [`QuestionnaireResponse/${alone.body.id}`, referenceIn(made?.response?.location) ?? '']) {
          const read = await ask(profile, 'GET', place);
          const { meta } = (await send(behind, 'GET', place)).body as { meta?: Meta };
          const isHidden = profile === 'filters-by-label';
          expect([read.status, meta?.security?.length, meta?.tag?.length]).toEqual(
            isHidden ? [404, 1, 1] : [200, undefined, undefined],
          );
        }
      }
    });

    test('know their own Questionnaires', async () => {
      const url = `https://example.org/Questionnaire/${unique()}`;
      const answered = async () =>
        (
          await ask('refuses-unknown-questionnaire', 'POST', 'QuestionnaireResponse', {
            ...entry('luc-martens'),
            questionnaire: `${url}|1.0`,
          })
        ).status;
      expect(await answered()).toBe(422);
      await make({ base: hapi.base, fetch }, { resourceType: 'Questionnaire', url, version: '1.0', status: 'active' });
      expect(await answered()).toBe(201);
    });
  });
});

test('HAPI can run here, or the contract on it is skipped for a reason', ({ skip }) => {
  if (missing !== undefined && !isCi) skip(`HAPI cannot run here: ${missing}`);
  expect(missing).toBeUndefined();
});
