import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bundle, FhirResource } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBulkServer } from '../../src/report/bulk/bulk-server-for-tests';
import { download } from '../../src/report/bulk/download';
import { hapiMissing, startHapi } from './start-hapi';

const examples = join(import.meta.dirname, '..', '..', 'fhir-resources', 'examples');
const recorded = readdirSync(examples).flatMap((file) => {
  const bundle = JSON.parse(readFileSync(join(examples, file), 'utf8')) as Bundle;
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource as FhirResource | undefined) ?? []);
});

/** What the examples refer to and do not hold: a server refuses a reference to nothing. */
function referredTo(resources: readonly FhirResource[]): FhirResource[] {
  const references = new Set(
    [...JSON.stringify(resources).matchAll(/"reference":"([A-Za-z]+\/[^"]+)"/g)].map(([, found = '']) => found),
  );
  for (const { resourceType, id } of resources) references.delete(`${resourceType}/${id}`);
  return [...references].map((reference) => {
    const [resourceType, id] = reference.split('/');
    const encounter = { status: 'finished', class: { code: 'EMER' } };
    return { resourceType, id, ...(resourceType === 'Encounter' ? encounter : { active: true }) } as FhirResource;
  });
}

const around = referredTo(recorded);
const others = ['1', '2', '3'].map(
  (number): FhirResource => ({
    resourceType: 'QuestionnaireResponse',
    id: `other-${number}`,
    questionnaire: 'https://example.org/Questionnaire/sleep',
    status: 'completed',
  }),
);
const TYPES = ['QuestionnaireResponse', 'RelatedPerson', 'Encounter', 'Patient'];
const expected = [...recorded, ...around].filter(({ resourceType }) => TYPES.includes(resourceType));

/** A resource without what a server sets itself, by its name; labels are a set. */
function comparable(resource: FhirResource): [string, object] {
  const { meta, ...rest } = resource;
  const { versionId: _version, lastUpdated: _updated, source: _source, security, ...own } = meta ?? {};
  const labels = security && { security: security.toSorted((a, b) => (String(a.code) < String(b.code) ? -1 : 1)) };
  return [`${resource.resourceType}/${resource.id}`, { ...rest, meta: { ...own, ...labels } }];
}

describe.skipIf(hapiMissing())('an export from a HAPI server', () => {
  let hapi: Awaited<ReturnType<typeof startHapi>>;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bulk-'));
    hapi = await startHapi({ bulkExport: true });
    const entry = [...around, ...recorded, ...others].map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    }));
    const { status } = await fetch(hapi.base, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
    });
    expect(status).toBe(200);
  }, 240_000);
  afterAll(async () => {
    await hapi?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function downloaded(name: string, base: string, more: { group?: string; signal?: AbortSignal } = {}) {
    const into = join(folder, name);
    const said: string[] = [];
    // HAPI always asks for a pause of two minutes.
    const pause = (ms: number) => sleep(Math.min(ms, 200));
    const signal = new AbortController().signal;
    const received = await download({ base, into, signal, pause, say: (sentence) => said.push(sentence), ...more });
    const resources = readdirSync(into).flatMap((file) =>
      readFileSync(join(into, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as FhirResource),
    );
    return { received, said, resources };
  }

  test('holds what was recorded, whole; what is not ours stays on the server', async () => {
    const { received, resources } = await downloaded('whole', hapi.base);
    expect(recorded.length).toBeGreaterThan(40);
    expect(new Map(resources.map(comparable))).toEqual(new Map(expected.map(comparable)));
    expect(resources).toHaveLength(expected.length);
    expect(received.leftOut).toEqual([]);
  });

  test('holds the same where the server does not select by questionnaire', async () => {
    const refusing = await startBulkServer({
      'GET /fhir/$export': [
        ({ url = '' }, response) => {
          const isSelective = url.includes('_typeFilter');
          response.writeHead(isSelective ? 400 : 307, { location: hapi.base.replace(/\/fhir$/, url) }).end();
        },
      ],
    });
    const { received, said, resources } = await downloaded('refused', refusing.base);
    await refusing.stop();
    expect(said[0]).toContain('The server does not select by questionnaire');
    expect(received.leftOut).toEqual([{ reason: 'other-questionnaire', count: 3 }]);
    expect(new Map(resources.map(comparable))).toEqual(new Map(expected.map(comparable)));
  });

  test('of a Group holds the entries of its members alone', async () => {
    const [patient] = around.filter(({ resourceType }) => resourceType === 'Patient');
    const { status } = await fetch(`${hapi.base}/Group/chosen`, {
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({
        resourceType: 'Group',
        id: 'chosen',
        type: 'person',
        actual: true,
        member: [{ entity: { reference: `Patient/${patient?.id}` } }],
      }),
    });
    expect(status).toBe(201);
    const { resources } = await downloaded('group', hapi.base, { group: 'chosen' });
    const entries = (all: readonly FhirResource[]) =>
      all.filter(
        (each) => each.resourceType === 'QuestionnaireResponse' && each.subject?.reference === `Patient/${patient?.id}`,
      ).length;
    expect(entries(recorded)).toBeGreaterThan(0);
    expect(entries(resources)).toBe(entries(recorded));
    expect(resources.filter(({ resourceType }) => resourceType === 'Patient')).toHaveLength(1);
  });

  test('is stopped on the server when it is cancelled here', async () => {
    const cancel = new AbortController();
    const asked: string[] = [];
    const spied = await startBulkServer({
      'GET /fhir/$export': [
        async ({ url = '', headers }, response) => {
          const answer = await fetch(hapi.base.replace(/\/fhir$/, url), {
            headers: { prefer: String(headers.prefer) },
          });
          asked.push(answer.headers.get('content-location') ?? '');
          response.writeHead(answer.status, { 'content-location': asked[0] }).end();
          cancel.abort();
        },
      ],
    });
    await expect(downloaded('cancelled', spied.base, { signal: cancel.signal })).rejects.toThrow();
    await spied.stop();
    expect(readdirSync(join(folder, 'cancelled'))).toEqual([]);
    const state = async () => (await fetch(asked[0] ?? '')).status;
    await expect.poll(state, { timeout: 10_000 }).toBe(404);
  });
});
