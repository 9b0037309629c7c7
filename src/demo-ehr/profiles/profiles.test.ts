import type { Bundle, CapabilityStatement, DocumentReference, FhirResource } from 'fhir/r4';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../server';
import { defaultSettings } from '../settings';
import { appAddresses, appOrigin, smartClient } from '../smart/smart-client-for-tests';
import { type ProfileName, profileNames } from './profiles';

let ehr: DemoEhr;
let now = Date.parse('2026-11-25T10:00:00Z');
const waited: number[] = [];
beforeAll(async () => {
  ehr = await startDemoEhr({
    ...appAddresses,
    now: () => new Date(now),
    wait: async (ms) => void waited.push(ms),
  });
});
afterAll(() => ehr.stop());
beforeEach(() => {
  Object.assign(ehr.settings, defaultSettings());
  now += 3_600_000;
  waited.length = 0;
});

const asked =
  'launch openid patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/DocumentReference.crs patient/Provenance.crs';
const subject = { reference: 'Patient/sofie-maes' };
const R = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };
const own = () => ({ system: 'https://w3id.org/kindreflex/id', value: crypto.randomUUID() });
const child = (): FhirResource => ({ resourceType: 'RelatedPerson', patient: subject, identifier: [own()] });
const entry = (more: object = {}): FhirResource => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  questionnaire: 'https://example.org/Questionnaire/unheard-of',
  subject,
  identifier: own(),
  ...more,
});
const document = (contentType: string): DocumentReference => ({
  resourceType: 'DocumentReference',
  status: 'current',
  subject,
  content: [{ attachment: { contentType, data: 'e30=' } }],
});

/** A session on a host of that kind: what it was granted, and requests with its token. */
async function on(profile: ProfileName, scope = asked) {
  ehr.settings.profile = profile;
  const { access_token: token, scope: granted } = await smartClient(ehr).login('sofie-maes', { scope });
  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const type = method === 'PATCH' ? 'application/json-patch+json' : 'application/fhir+json';
    const answer = await fetch(`${ehr.fhirBase}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
  };
  const statement = (await (await fetch(`${ehr.fhirBase}/metadata`)).json()) as CapabilityStatement;
  const resource = (type: string) => statement.rest?.[0]?.resource?.find((each) => each.type === type);
  return {
    scope: granted,
    send,
    statement,
    resource,
    listed: (type: string) => resource(type)?.interaction?.map(({ code }) => code),
  };
}

const transaction = (...entries: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry: entries });
const creation = (resource: FhirResource, more: object = {}) => ({
  fullUrl: `urn:uuid:${crypto.randomUUID()}`,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...more },
});

test.each([
  ['full', [201, 201, 201, 200]],
  ['epic-like', [403, 201, 201, 403]],
  ['oracle-like', [201, 403, 201, 405]],
  ['meditech-like', [403, 201, 403, 403]],
  ['athena-like', [403, 201, 403, 403]],
  ['no-transaction', [201, 201, 201, 501]],
  ['ignores-if-match', [201, 201, 201, 200]],
  ['drops-unknown-elements-and-labels', [201, 201, 201, 200]],
  ['filters-by-label', [201, 201, 201, 200]],
  ['refuses-unknown-questionnaire', [201, 422, 201, 200]],
  ['slow', [201, 201, 201, 200]],
  ['rate-limited', [201, 201, 201, 200]],
  ['read-only', [405, 405, 405, 405]],
  ['fewer-scopes', [403, 201, 403, 403]],
] as const)('%s: a child, an entry, a document and a transaction are answered %j', async (name, expected) => {
  const { send } = await on(name);
  const child1 = await send('POST', 'RelatedPerson', child());
  const entry1 = await send('POST', 'QuestionnaireResponse', entry());
  const document1 = await send('POST', 'DocumentReference', document('text/plain'));
  const together = await send('POST', '', transaction(creation(child())));
  expect([child1, entry1, document1, together].map(({ status }) => status)).toEqual(expected);
});

test('there is a case for every profile, and each has a title of its own', () => {
  expect(profileNames).toHaveLength(14);
});

test('what a statement lists is what may be done, and what is not done is not listed', async () => {
  const said = async (name: ProfileName, type: string) => (await on(name)).listed(type);
  expect(await said('epic-like', 'QuestionnaireResponse')).toEqual(['read', 'create', 'search-type']);
  expect(await said('epic-like', 'RelatedPerson')).toEqual(['read', 'search-type']);
  expect(await said('oracle-like', 'RelatedPerson')).toEqual(['read', 'patch', 'create', 'search-type']);
  expect(await said('meditech-like', 'DocumentReference')).toBeUndefined();
  expect(await said('athena-like', 'QuestionnaireResponse')).toEqual(['read', 'create', 'search-type']);
  expect(await said('read-only', 'QuestionnaireResponse')).toEqual(['read', 'search-type']);
  expect(await said('epic-like', 'PlanDefinition')).toBeUndefined();
  expect(await said('full', 'RelatedPerson')).toHaveLength(9);
  expect((await on('epic-like')).statement.patchFormat).toBeUndefined();
  expect((await on('oracle-like')).statement.patchFormat).toEqual(['application/json-patch+json']);
});

const asks: Readonly<Record<string, [string, string, object?]>> = {
  read: ['GET', '/none'],
  'search-type': ['GET', '?_id=none'],
  create: ['POST', '', {}],
  update: ['PUT', '/none', {}],
  patch: ['PATCH', '/none', []],
  delete: ['DELETE', '/none'],
  'history-instance': ['GET', '/none/_history'],
};
const written = ['RelatedPerson', 'QuestionnaireResponse', 'DocumentReference', 'Provenance'];
const cases = profileNames.flatMap((name) => written.map((type) => [name, type] as const));

test.each(cases)('%s does on %s what its statement lists, and nothing else', async (name, type) => {
  const { send } = await on('full', 'launch user/*.cruds');
  ehr.settings.profile = name;
  ehr.settings.writesPerMinute = 100;
  const statement = (await (await fetch(`${ehr.fhirBase}/metadata`)).json()) as CapabilityStatement;
  expect(JSON.stringify(statement)).not.toMatch(/\[\]|\{\}/);
  const stated = statement.rest?.[0]?.resource?.find((each) => each.type === type);
  const listed = stated?.interaction?.map(({ code }): string => code) ?? [];
  const done: string[] = [];
  for (const [code, [method, path, body]] of Object.entries(asks)) {
    const answer = await send(method, type + path, body && (Array.isArray(body) ? body : { resourceType: type }));
    if (answer.body?.issue?.[0]?.code !== 'not-supported') done.push(code);
  }
  expect(done.toSorted()).toEqual(listed.filter((code) => code in asks).toSorted());
});

test('a search names what it looks for by what the host can find', async () => {
  const search = async (name: ProfileName, path: string) => (await (await on(name)).send('GET', path)).status;
  expect(await search('oracle-like', 'RelatedPerson?_count=10')).toBe(400);
  expect(await search('oracle-like', 'RelatedPerson?patient=sofie-maes')).toBe(200);
  expect(await search('epic-like', 'QuestionnaireResponse?patient=sofie-maes&identifier=x|y')).toBe(200);
  for (const name of ['meditech-like', 'athena-like'] as const) {
    expect(await search(name, 'QuestionnaireResponse?patient=sofie-maes&identifier=x|y')).toBe(400);
    expect(await search(name, 'QuestionnaireResponse?patient=sofie-maes&questionnaire=x&_count=100')).toBe(200);
    const parameters = (await on(name)).resource('QuestionnaireResponse')?.searchParam?.map((each) => each.name);
    expect(parameters).not.toContain('identifier');
  }
});

test('a Bundle is refused with the status that the profile has for it', async () => {
  const { send } = await on('epic-like');
  const status = async (name: ProfileName, type: string) => {
    ehr.settings.profile = name;
    return (await send('POST', '', { resourceType: 'Bundle', type, entry: [] })).status;
  };
  const refusing = ['epic-like', 'oracle-like', 'meditech-like', 'athena-like', 'no-transaction', 'read-only'] as const;
  const statuses: number[] = [];
  for (const name of refusing) {
    statuses.push(await status(name, 'transaction'));
    expect(await status(name, 'batch')).toBe(statuses.at(-1));
  }
  expect(statuses).toEqual([404, 405, 400, 501, 501, 405]);
});

test('what a script of the app may read of an answer differs', async () => {
  const exposed = async (name: ProfileName) =>
    (await (await on(name)).send('GET', 'Patient/sofie-maes', undefined, { origin: appOrigin })).headers.get(
      'access-control-expose-headers',
    );
  expect(await exposed('full')).toContain('Retry-After');
  expect(await exposed('epic-like')).toBeNull();
});

test('transactions, conditional creation and versions are stated as they are, or not at all', async () => {
  const facts = async (name: ProfileName) => {
    const { statement, resource } = await on(name);
    const { versioning, conditionalCreate } = resource('QuestionnaireResponse') ?? {};
    return [statement.rest?.[0]?.interaction?.map(({ code }) => code), versioning, conditionalCreate];
  };
  expect(await facts('full')).toEqual([['transaction', 'batch'], 'versioned-update', true]);
  expect(await facts('epic-like')).toEqual([undefined, undefined, false]);
  expect(await facts('athena-like')).toEqual([undefined, undefined, undefined]);
  expect(await facts('no-transaction')).toEqual([undefined, 'versioned-update', true]);
  expect(await facts('read-only')).toEqual([undefined, 'versioned', undefined]);
  expect(await facts('ignores-if-match')).toEqual([['transaction', 'batch'], 'versioned', true]);
});

test('scopes that such a host never gives are not granted', async () => {
  expect((await on('athena-like')).scope).toContain('patient/RelatedPerson.rs');
  expect((await on('athena-like')).scope).not.toContain('DocumentReference');
  expect((await on('oracle-like')).scope).toContain('patient/QuestionnaireResponse.rs');
  expect((await on('fewer-scopes')).scope).toContain('patient/QuestionnaireResponse.crs');
  expect((await on('full')).scope).toContain('patient/Provenance.crs');
  const all = async (name: ProfileName) => (await on(name, 'launch patient/*.cruds')).scope;
  expect(await all('full')).toBe('launch patient/*.cruds');
  expect(await all('fewer-scopes')).toBe('launch patient/*.rs patient/QuestionnaireResponse.crs');
  expect(await all('read-only')).toBe('launch patient/*.cruds');
  expect((await all('athena-like')).split(' ')).not.toContain('patient/*.cruds');
  expect((await all('athena-like')).split(' ')).toContain('patient/QuestionnaireResponse.crs');
});

describe('versions', () => {
  async function stored(name: ProfileName) {
    const { send } = await on('full');
    const { body } = await send('POST', 'RelatedPerson', child());
    return { ...(await on(name)), body };
  }
  const stale = { 'if-match': 'W/"7"' };

  test.each([
    ['full', 412],
    ['no-transaction', 412],
    ['ignores-if-match', 200],
  ] as const)('%s answers an update of a stale version with %i', async (name, status) => {
    const { send, body } = await stored(name);
    expect((await send('PUT', `RelatedPerson/${body.id}`, { ...body, gender: 'male' }, stale)).status).toBe(status);
  });

  test('ignores-if-match ignores it inside a transaction as well', async () => {
    const { send, body } = await stored('ignores-if-match');
    const update = { resource: body, request: { method: 'PUT', url: `RelatedPerson/${body.id}`, ifMatch: 'W/"7"' } };
    expect((await send('POST', '', transaction(update))).status).toBe(200);
  });

  test('oracle-like patches, wants a version, and answers a stale one with 409', async () => {
    const { send, body } = await stored('oracle-like');
    const patch = [{ op: 'add', path: '/gender', value: 'female' }];
    const to = (headers: Record<string, string>) => send('PATCH', `RelatedPerson/${body.id}`, patch, headers);
    expect((await to({})).status).toBe(428);
    expect((await to(stale)).status).toBe(409);
    expect((await to({ 'if-match': 'W/"1"' })).body).toMatchObject({ gender: 'female' });
    expect((await send('PUT', `RelatedPerson/${body.id}`, body, { 'if-match': 'W/"2"' })).status).toBe(405);
  });
});

test.each([
  ['full', [201, 200]],
  ['athena-like', [201, 201]],
] as const)('%s answers the same conditional creation twice with %j', async (name, expected) => {
  const { send } = await on(name);
  const resource = entry();
  const identifier =
    'identifier' in resource && resource.identifier && 'value' in resource.identifier ? resource.identifier.value : '';
  const condition = { 'if-none-exist': `identifier=https://w3id.org/kindreflex/id|${identifier}` };
  const twice = [
    await send('POST', 'QuestionnaireResponse', resource, condition),
    await send('POST', 'QuestionnaireResponse', resource, condition),
  ];
  expect(twice.map(({ status }) => status)).toEqual(expected);
});

test('a host that drops what it does not know says nothing of it, singly and in a transaction', async () => {
  const { send } = await on('drops-unknown-elements-and-labels');
  const decorated = entry({
    meta: { security: [R], tag: [{ code: 't' }] },
    extension: [{ url: 'https://example.org/x', valueString: 'x' }],
    item: [{ linkId: 'a', answer: [{ valueString: 'kept' }] }],
  });
  const one = await send('POST', 'QuestionnaireResponse', decorated);
  const together = await send('POST', '', transaction(creation(decorated)));
  const id = (together.body as Bundle).entry?.[0]?.response?.location?.split('/')[1];
  for (const { body } of [one, await send('GET', `QuestionnaireResponse/${id}`)]) {
    expect(JSON.stringify(body)).toContain('kept');
    expect(body.meta?.security).toBeUndefined();
    expect(body.meta?.tag).toBeUndefined();
    expect(body.extension).toBeUndefined();
  }
});

test('a host that filters by label hides what was just written, and nothing else', async () => {
  const { send } = await on('filters-by-label');
  const [open, labelled] = [entry(), entry({ meta: { security: [R] } })];
  const kept = await send('POST', 'QuestionnaireResponse', open);
  const hidden = await send('POST', 'QuestionnaireResponse', labelled);
  expect(hidden.status).toBe(201);
  expect((await send('GET', `QuestionnaireResponse/${hidden.body.id}`)).status).toBe(404);
  expect((await send('GET', `QuestionnaireResponse/${kept.body.id}`)).status).toBe(200);
  const found = await send('GET', 'QuestionnaireResponse?patient=sofie-maes');
  const ids = (found.body as Bundle).entry?.map(({ resource }) => resource?.id);
  expect(ids).toContain(kept.body.id);
  expect(ids).not.toContain(hidden.body.id);
  expect(await ehr.store.read('QuestionnaireResponse', hidden.body.id)).toBeDefined();
  const ways = ['read', 'vread', 'PUT', 'PATCH'].map((way) => {
    const at = `QuestionnaireResponse/${hidden.body.id}`;
    if (way === 'PATCH') return send('PATCH', at, [{ op: 'replace', path: '/status', value: 'amended' }]);
    return way === 'PUT' ? send('PUT', at, hidden.body) : send('GET', way === 'vread' ? `${at}/_history/1` : at);
  });
  expect((await Promise.all(ways)).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  const reads = [kept, hidden].map(({ body }) => ({
    request: { method: 'GET', url: `QuestionnaireResponse/${body.id}` },
  }));
  const batch = await send('POST', '', { resourceType: 'Bundle', type: 'batch', entry: reads });
  const answers = (batch.body as Bundle).entry?.map(({ response }) => response?.status.slice(0, 3));
  expect(answers).toEqual(['200', '404']);
});

test('epic-like keeps texts and refuses FHIR as an attachment; oracle-like keeps both', async () => {
  const status = async (name: ProfileName, type: string) =>
    (await (await on(name)).send('POST', 'DocumentReference', document(type))).status;
  expect(await status('epic-like', 'text/plain; charset=utf-8')).toBe(201);
  expect(await status('epic-like', 'application/fhir+json')).toBe(422);
  expect(await status('oracle-like', 'application/fhir+json')).toBe(201);
});

test('a Questionnaire that the host holds is answered there', async () => {
  const { send } = await on('refuses-unknown-questionnaire');
  const url = 'https://example.org/Questionnaire/known';
  await ehr.store.put({ resourceType: 'Questionnaire', id: 'known', url, version: '1.0', status: 'active' });
  expect((await send('POST', 'QuestionnaireResponse', entry({ questionnaire: `${url}|1.0` }))).status).toBe(201);
  expect((await send('POST', 'QuestionnaireResponse', entry({ questionnaire: url }))).status).toBe(201);
  expect((await send('POST', 'QuestionnaireResponse', entry({ questionnaire: `${url}|2.0` }))).status).toBe(422);
  expect((await send('POST', '', transaction(creation(entry())))).status).toBe(422);
});

test('a conditional create is honoured where a host filters: it answers with what it has', async () => {
  const { send } = await on('filters-by-label');
  const identifier = own();
  const labelled = entry({ identifier, meta: { security: [R] } });
  const condition = { 'if-none-exist': `identifier=${identifier.system}|${identifier.value}` };
  const once = await send('POST', 'QuestionnaireResponse', labelled, condition);
  const again = await send('POST', 'QuestionnaireResponse', labelled, condition);
  expect([once.status, again.status, again.body.id]).toEqual([201, 200, once.body.id]);
});

test('a slow host waits before each answer', async () => {
  const { send } = await on('slow');
  waited.length = 0;
  await send('GET', 'Patient/sofie-maes');
  ehr.settings.slowMs = 20;
  await send('GET', 'RelatedPerson?patient=sofie-maes');
  await fetch(`${ehr.fhirBase}/metadata`);
  expect(waited).toEqual([1500, 20, 20]);
});

test('a host with a limit says how long to wait, and takes more after that', async () => {
  const { send } = await on('rate-limited');
  const statuses = [];
  for (let count = 0; count < 6; count++) {
    now += 1000;
    statuses.push((await send('POST', 'RelatedPerson', child())).status);
  }
  expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  const refused = await send('POST', 'RelatedPerson', child());
  expect(refused.headers.get('retry-after')).toBe('55');
  expect((await send('GET', 'Patient/sofie-maes')).status).toBe(200);
  const other = await on('rate-limited');
  expect((await other.send('POST', 'RelatedPerson', child())).status).toBe(201);
  now += 55_000;
  expect((await send('POST', 'RelatedPerson', child())).status).toBe(201);
});
