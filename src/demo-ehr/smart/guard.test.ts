import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Bundle, OperationOutcome } from 'fhir/r4';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fhirHttp } from '../store/fhir-http';
import { createStore } from '../store/fhir-store';
import { type FhirBackend, requestTo } from '../store/request';
import { type Access, guarded } from './guard';
import { parseScope, splitScopes } from './scopes';
import { createUpstream } from './upstream';

const base = 'http://localhost/fhir';
const restricted = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] };
const child = (id: string, patient: string) => ({
  resourceType: 'RelatedPerson',
  id,
  patient: { reference: `Patient/${patient}` },
});
const entry = (id: string, patient: string, more: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  id,
  status: 'completed',
  subject: { reference: `Patient/${patient}` },
  ...more,
});
const provenance = (id: string, ...targets: string[]) => ({
  resourceType: 'Provenance',
  id,
  target: targets.map((reference) => ({ reference })),
  recorded: '2026-11-24T10:00:00Z',
  agent: [{ who: { display: 'x' } }],
});
const stage = [
  { resourceType: 'Patient', id: 'a' },
  { resourceType: 'Patient', id: 'b' },
  { resourceType: 'Practitioner', id: 'p' },
  child('a1', 'a'),
  child('b1', 'b'),
  entry('qa', 'a'),
  entry('qr', 'a', { meta: restricted }),
  entry('qb', 'b'),
  provenance('pa', 'QuestionnaireResponse/qa', 'RelatedPerson/a1'),
  provenance('pb', 'QuestionnaireResponse/qb'),
];

let real: FhirBackend;
const server = serve({
  fetch: (request) => fhirHttp('/fhir', (asked) => real.handle(asked)).fetch(request),
  port: 0,
  hostname: '127.0.0.1',
});
beforeAll(async () => {
  if (!server.listening) await new Promise((done) => server.once('listening', done));
});
afterAll(() => void server.close());
const upstreamBase = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;

// The same rules hold before the embedded store and before a FHIR server over HTTP.
describe.each([
  ['embedded', () => createStore({ base }), (store: FhirBackend) => store],
  ['upstream', () => createStore({ base: upstreamBase() }), () => createUpstream(upstreamBase(), base)],
])('%s', (_name, makeStore, makeBackend) => {
  let backend: FhirBackend;
  beforeEach(async () => {
    real = makeStore();
    for (const resource of stage)
      await real.handle(requestTo('PUT', `${resource.resourceType}/${resource.id}`, resource));
    backend = makeBackend(real);
  });

  const ask = (
    scopes: string,
    method: string,
    url: string,
    body?: unknown,
    more: Partial<Access> = {},
    headers = {},
  ) => {
    const parsed = splitScopes(scopes).flatMap((text) => parseScope(text) ?? []);
    const access = { scopes: parsed, patient: 'a', hidesRestricted: false, ...more };
    return guarded(requestTo(method, url, body, headers), { backend, base, access });
  };
  const idsIn = (answer: { body?: unknown }) => (answer.body as Bundle).entry?.map((each) => each.resource?.id) ?? [];

  test.each([
    ['patient/RelatedPerson.s', 'GET', 'RelatedPerson/a1'],
    ['patient/RelatedPerson.r', 'GET', 'RelatedPerson?patient=a'],
    ['patient/RelatedPerson.r', 'GET', 'RelatedPerson/_history'],
    ['patient/RelatedPerson.rs', 'POST', 'RelatedPerson'],
    ['patient/RelatedPerson.crs', 'PUT', 'RelatedPerson/a1'],
    ['patient/RelatedPerson.crs', 'PATCH', 'RelatedPerson/a1'],
    ['patient/RelatedPerson.crus', 'DELETE', 'RelatedPerson/a1'],
    ['patient/RelatedPerson.cruds', 'GET', 'Patient/a'],
    ['openid launch', 'GET', 'RelatedPerson/a1'],
  ])('with %s no %s %s', async (scopes, method, url) => {
    const body = method === 'PATCH' ? [] : child('a1', 'a');
    expect(await ask(scopes, method, url, method === 'GET' || method === 'DELETE' ? undefined : body)).toMatchObject({
      status: 403,
      body: { resourceType: 'OperationOutcome' },
    });
  });

  test('with the scope, the patient’s own can be read, searched, made, changed and deleted', async () => {
    const scopes = 'patient/RelatedPerson.cruds';
    expect((await ask(scopes, 'GET', 'RelatedPerson/a1')).status).toBe(200);
    expect(idsIn(await ask(scopes, 'GET', 'RelatedPerson?patient=a'))).toEqual(['a1']);
    expect((await ask(scopes, 'POST', 'RelatedPerson', { ...child('', 'a'), id: undefined })).status).toBe(201);
    expect((await ask(scopes, 'PUT', 'RelatedPerson/a1', { ...child('a1', 'a'), active: true })).status).toBe(200);
    expect((await ask(scopes, 'PATCH', 'RelatedPerson/a1', [{ op: 'remove', path: '/active' }])).status).toBe(200);
    await real.handle(requestTo('DELETE', 'Provenance/pa'));
    expect((await ask(scopes, 'DELETE', 'RelatedPerson/a1')).status).toBe(204);
  });

  test('another patient’s data is out of reach of a patient scope', async () => {
    const scopes = 'patient/*.cruds';
    expect((await ask(scopes, 'GET', 'Patient/b')).status).toBe(403);
    expect((await ask(scopes, 'GET', 'RelatedPerson/b1')).status).toBe(403);
    expect((await ask(scopes, 'GET', 'RelatedPerson/b1/_history/1')).status).toBe(403);
    expect(idsIn(await ask(scopes, 'GET', 'RelatedPerson/b1/_history'))).toEqual([]);
    expect(idsIn(await ask(scopes, 'GET', 'RelatedPerson/_history'))).toEqual(['a1']);
    expect((await ask(scopes, 'POST', 'RelatedPerson', { ...child('', 'b'), id: undefined })).status).toBe(403);
    expect((await ask(scopes, 'PUT', 'RelatedPerson/b1', child('b1', 'b'))).status).toBe(403);
    expect((await ask(scopes, 'DELETE', 'RelatedPerson/b1')).status).toBe(403);
  });

  test('a resource cannot be pulled over from or pushed to another patient', async () => {
    const scopes = 'patient/*.cruds';
    expect((await ask(scopes, 'PUT', 'RelatedPerson/b1', child('b1', 'a'))).status).toBe(403);
    expect((await ask(scopes, 'PUT', 'RelatedPerson/a1', child('a1', 'b'))).status).toBe(403);
    const push = [{ op: 'replace', path: '/patient/reference', value: 'Patient/b' }];
    expect((await ask(scopes, 'PATCH', 'RelatedPerson/a1', push)).status).toBe(403);
    expect((await ask(scopes, 'PATCH', 'RelatedPerson/b1', [])).status).toBe(403);
  });

  test('searches hold only the own patient, and their counts too', async () => {
    const scopes = 'patient/*.rs';
    expect(idsIn(await ask(scopes, 'GET', 'Patient'))).toEqual(['a']);
    expect(idsIn(await ask(scopes, 'GET', 'RelatedPerson?patient=b'))).toEqual([]);
    expect((await ask(scopes, 'GET', 'RelatedPerson')).body).toMatchObject({ total: 1 });
    expect((await ask(scopes, 'GET', 'RelatedPerson?_summary=count')).body).toMatchObject({ total: 1 });
    expect(idsIn(await ask(scopes, 'POST', 'RelatedPerson/_search', 'patient=b'))).toEqual([]);
    expect(idsIn(await ask(scopes, 'GET', 'Provenance'))).toEqual(['pa']);
  });

  test('a user scope reaches every patient', async () => {
    expect((await ask('user/RelatedPerson.r', 'GET', 'RelatedPerson/b1')).status).toBe(200);
    expect(idsIn(await ask('user/RelatedPerson.s', 'GET', 'RelatedPerson'))).toEqual(['a1', 'b1']);
  });

  test('professionals can be read under a patient scope, not written', async () => {
    expect((await ask('patient/*.cruds', 'GET', 'Practitioner/p')).status).toBe(200);
    const professional = { resourceType: 'Practitioner', id: 'p', active: false };
    expect((await ask('patient/*.cruds', 'PUT', 'Practitioner/p', professional)).status).toBe(403);
  });

  test('a launch without a patient reaches nothing by patient scopes', async () => {
    expect((await ask('patient/*.rs', 'GET', 'Patient/a', undefined, { patient: undefined })).status).toBe(403);
    expect((await ask('patient/*.rs', 'GET', 'Patient', undefined, { patient: undefined })).status).toBe(403);
  });

  test('a Provenance is the patient’s when everything it is about is', async () => {
    const make = (...targets: string[]) =>
      ask('patient/Provenance.c', 'POST', 'Provenance', { ...provenance('', ...targets), id: undefined });
    expect((await make('QuestionnaireResponse/qa')).status).toBe(201);
    expect((await make('QuestionnaireResponse/qa', 'QuestionnaireResponse/qb')).status).toBe(403);
    expect((await make('QuestionnaireResponse/none')).status).toBe(403);
  });

  const post = (resource: object, fullUrl: string) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: (resource as { resourceType: string }).resourceType },
  });
  const bundleOf = (...each: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry: each });
  const own = [
    post({ ...child('', 'a'), id: undefined }, 'urn:uuid:1'),
    post({ ...provenance('', 'urn:uuid:1'), id: undefined }, 'urn:uuid:2'),
  ];

  test('a transaction about the own patient passes', async () => {
    const answer = await ask('patient/RelatedPerson.c patient/Provenance.c', 'POST', '', bundleOf(...own));
    expect(answer.status).toBe(200);
  });

  test.each([
    ['without scope', post({ ...entry('', 'a'), id: undefined }, 'urn:uuid:3')],
    ['about another patient', post({ ...child('', 'b'), id: undefined }, 'urn:uuid:3')],
    [
      'that updates another patient’s',
      { resource: child('b1', 'b'), request: { method: 'PUT', url: 'RelatedPerson/b1' } },
    ],
    ['that reads without scope', { request: { method: 'GET', url: 'Patient/a' } }],
    ['that explains another patient’s', post({ ...provenance('', 'RelatedPerson/b1'), id: undefined }, 'urn:uuid:3')],
  ])('a transaction with an entry %s is refused whole', async (_case, bad) => {
    const before = await real.handle(requestTo('GET', 'RelatedPerson?_summary=count'));
    const answer = await ask('patient/RelatedPerson.cu patient/Provenance.c', 'POST', '', bundleOf(...own, bad));
    expect(answer.status).toBe(403);
    expect((answer.body as OperationOutcome).issue[0]?.expression).toEqual(['Bundle.entry[2]']);
    expect(await real.handle(requestTo('GET', 'RelatedPerson?_summary=count'))).toEqual(before);
  });

  test('a read inside a batch shows no other patient', async () => {
    const batch = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [
        { request: { method: 'GET', url: 'RelatedPerson/b1' } },
        { request: { method: 'GET', url: 'RelatedPerson' } },
        { request: { method: 'GET', url: 'RelatedPerson/a1' } },
      ],
    };
    const answer = (await ask('patient/RelatedPerson.rs', 'POST', '', batch)).body as Bundle;
    expect(answer.entry?.[0]?.response?.status).toMatch(/^403/);
    expect(idsIn({ body: answer.entry?.[1]?.resource })).toEqual(['a1']);
    expect(answer.entry?.[2]?.resource).toMatchObject({ id: 'a1' });
  });

  test('a conditional create does not reveal another patient’s resource', async () => {
    const marked = { ...child('b2', 'b'), identifier: [{ system: 's', value: 'v' }] };
    await real.handle(requestTo('PUT', 'RelatedPerson/b2', marked));
    const mine = { ...marked, id: undefined, patient: { reference: 'Patient/a' } };
    const answer = await ask(
      'patient/RelatedPerson.c',
      'POST',
      'RelatedPerson',
      mine,
      {},
      { 'if-none-exist': 'identifier=s|v' },
    );
    expect(answer.status).toBe(403);
  });

  test('what is labelled restricted is silently left out, and refused when read', async () => {
    const hiding = { hidesRestricted: true };
    const search = (url: string) => ask('patient/QuestionnaireResponse.rs', 'GET', url, undefined, hiding);
    expect(idsIn(await search('QuestionnaireResponse?patient=a'))).toEqual(['qa']);
    expect((await search('QuestionnaireResponse?patient=a&_summary=count')).body).toMatchObject({ total: 1 });
    expect((await search('QuestionnaireResponse/qr')).status).toBe(403);
    expect((await ask('patient/*.cruds', 'PUT', 'QuestionnaireResponse/qr', entry('qr', 'a'), hiding)).status).toBe(
      403,
    );
    expect(idsIn(await ask('patient/*.rs', 'GET', 'QuestionnaireResponse'))).toEqual(['qa', 'qr']);
  });

  test('operations and searches through other resources are refused', async () => {
    expect((await ask('patient/*.cruds', 'GET', 'Patient/a/$everything')).status).toBe(404);
    expect((await ask('patient/*.rs', 'GET', 'RelatedPerson?patient.name=x')).status).toBe(403);
    expect((await ask('patient/*.rs', 'GET', 'Patient?_has:RelatedPerson:patient:name=x')).status).toBe(403);
  });

  test('addresses are this server’s own, and absolute references to it are understood', async () => {
    const made = await ask('patient/*.cruds', 'POST', 'RelatedPerson', {
      resourceType: 'RelatedPerson',
      patient: { reference: `${base}/Patient/a` },
    });
    expect(made.headers.Location).toMatch(`${base}/RelatedPerson/`);
    const found = (await ask('patient/*.rs', 'GET', `RelatedPerson?patient=${base}/Patient/a&_count=1`)).body as Bundle;
    expect(found.entry?.[0]?.fullUrl).toBe(`${base}/RelatedPerson/a1`);
    const next = found.link?.find((link) => link.relation === 'next')?.url ?? '';
    expect(next).toMatch(`${base}/RelatedPerson?`);
    expect(idsIn(await ask('patient/*.rs', 'GET', next.slice(base.length + 1)))).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('127.0.0.1');
  });
});

test('a FHIR server that is away is a 502 with an OperationOutcome', async () => {
  const away = createUpstream('http://127.0.0.1:1/fhir', base);
  expect(await away.handle(requestTo('GET', 'Patient/a'))).toMatchObject({
    status: 502,
    body: { resourceType: 'OperationOutcome' },
  });
});
