import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createFhirClient, type FhirClient } from '../../src/fhir/client';
import { type Received, type Reply, serve } from '../../src/fhir/http-server-for-tests';
import { parseJson } from '../../src/fhir/json';
import type { Result } from '../../src/fhir/result';
import { isResourceType, readResource } from '../../src/fhir/schemas';
import { createWritingClient, type WritingClient } from '../../src/fhir/writing-client';
import { createFhirHost } from '../../src/record/fhir-host';
import { openRecord } from '../../src/record/open-record';
import { planOf } from '../../src/record/plan-of';
import { settled } from '../../src/record/session-for-tests';
import { parseScopes } from '../../src/session/scopes';
import { hostileJson, hostileText, junk, MARK } from './arbitraries';
import { expectNothingTold, property, quietConsole } from './property';
import { fullPerson, persons, responses, VALID } from './samples';

quietConsole();

const TOKEN = 'the-secret-token';
let host: Awaited<ReturnType<typeof serve>>;
/** Another server, to which links lead */
let other: Awaited<ReturnType<typeof serve>>;
let client: FhirClient;
let writing: WritingClient;
let reply: (request: Received) => Reply = () => ({ status: 404 });

beforeAll(async () => {
  other = await serve(() => ({ body: {} }));
  host = await serve((request) => reply(request));
  client = createFhirClient({ base: `${host.origin}/fhir`, accessToken: async () => TOKEN });
  writing = createWritingClient(client.wire);
});
afterAll(() => Promise.all([host.close(), other.close()]));
beforeEach(() => host.requests.splice(0));

/** What was asked lies below the base and carries the token; nobody else was asked anything. */
function expectAtHome(atMost: number): void {
  const requests = host.requests.splice(0);
  expect(requests.length).toBeLessThanOrEqual(atMost);
  for (const { path, headers } of requests) {
    expect(path).toMatch(/^\/fhir(\/|\?|$)/);
    if (!path.endsWith('/metadata')) expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
  }
  expect(other.requests).toEqual([]);
}

/** A value of the base's own kind, or a reason that repeats nothing of what came. */
function expectResult<T>(result: Result<T>): boolean {
  if (!result.ok) {
    expect(result.error.code).toMatch(/^F-\d{3}$/);
    expectNothingTold(result.error);
  }
  return result.ok;
}

const status = fc.constantFrom(200, 200, 200, 200, 201, 204, 301, 302, 304, 400, 403, 409, 412, 422, 429, 500, 503);
const header = hostileText.map((text) => text.replace(/[^\x20-\x7e]/g, ''));
const headers = fc.record(
  {
    location: fc.oneof(
      header,
      fc.constantFrom(
        'Patient/1/_history/2',
        '/fhir/RelatedPerson/7',
        'javascript:alert(1)',
        '..',
        '//evil.example/Patient/1',
      ),
    ),
    etag: header,
    'retry-after': fc.oneof(header, fc.constantFrom('1', '999999', '-1', 'Fri, 31 Dec 9999 23:59:59 GMT')),
    'content-type': fc.constantFrom('text/html', 'application/json', 'application/fhir+json'),
  },
  { requiredKeys: [] },
);
const rawBody = (json: unknown): string => JSON.stringify(json) ?? '';
const body = fc.oneof(
  { arbitrary: hostileJson(fc.constant(fullPerson)).map(rawBody), weight: 6 },
  {
    arbitrary: fc
      .constantFrom(...Object.values(VALID))
      .chain((valid) => hostileJson(valid))
      .map(rawBody),
    weight: 6,
  },
  { arbitrary: junk.map(rawBody), weight: 2 },
  { arbitrary: hostileText, weight: 1 },
);

property(
  'a read answers with the resource asked for, or with a reason that repeats nothing',
  700,
  fc.tuple(status, headers, fc.oneof(body, hostileJson(fc.constant(fullPerson)).map(rawBody))),
  async ([code, more, text]) => {
    reply = () => ({ status: code, headers: more, body: text });
    const read = await client.read('RelatedPerson', 'tuur');
    if (read.ok) expect([read.value.resourceType, read.value.id]).toEqual(['RelatedPerson', 'tuur']);
    expectAtHome(1);
    return expectResult(read);
  },
);

/** Places that a next link may name: further pages, a circle, and places where the token must not go. */
const next = fc.option(
  fc.oneof(
    hostileText.map((text) => () => text),
    fc.constantFrom(
      () => `${host.origin}/fhir?page=2`,
      () => '?page=2',
      () => 'RelatedPerson?patient=b',
      () => `${host.origin}/fhir/../admin`,
      () => `${host.origin}/fhirx`,
      () => `${other.origin}/fhir?page=2`,
      () => `//${new URL(other.origin).host}/fhir`,
      () => `${host.origin.replace('//', '//user:word@')}/fhir?page=2`,
    ),
  ),
  { nil: undefined, freq: 2 },
);

const resource = fc.constantFrom(...Object.values(VALID)).chain((valid) => hostileJson(valid));
const page = fc.record({
  resourceType: fc.constantFrom<unknown>('Bundle', 'Bundle', 'Bundle', 'Bundle', 'Patient', 7),
  type: fc.constantFrom<unknown>('searchset', 'searchset', 'searchset', 'searchset', 'collection', null),
  total: fc.option(fc.oneof(fc.nat(), junk), { nil: undefined, freq: 2 }),
  entry: fc.array(
    fc.oneof(
      {
        arbitrary: resource.map((one): unknown => ({ fullUrl: MARK, resource: one, search: { mode: 'match' } })),
        weight: 8,
      },
      { arbitrary: junk, weight: 1 },
    ),
    { maxLength: 4 },
  ),
});

property(
  'a search reads what it can, counts what it cannot, and follows no link away from the host',
  1000,
  fc.tuple(page, next, status),
  async ([one, link, code]) => {
    reply = ({ path }) => ({
      status: path.includes('page=2') ? code : 200,
      body: rawBody({ ...one, link: link ? [{ relation: 'next', url: link() }] : [] }),
    });
    const found = await client.search('RelatedPerson', { patient: 'a' });
    expectAtHome(25);
    if (found.ok) {
      for (const person of found.value.resources) expect(person.resourceType).toBe('RelatedPerson');
      for (const extra of found.value.included) expect(isResourceType(extra.resourceType)).toBe(true);
    }
    return expectResult(found);
  },
);

const status3 = fc.oneof(fc.constantFrom('200 OK', '201', '409 Conflict', '500', '', '2000'), hostileText);
const part = fc.record(
  {
    response: fc.record(
      { status: status3, location: hostileText, etag: hostileText, outcome: junk },
      { requiredKeys: ['status'] },
    ),
    resource: fc.oneof(resource, junk),
  },
  { requiredKeys: [] },
);
const writes = [
  { resource: fullPerson, request: { method: 'POST' as const, url: 'RelatedPerson' } },
  { resource: fullPerson, request: { method: 'PUT' as const, url: 'RelatedPerson/tuur', ifMatch: 'W/"3"' } },
];

property(
  'a transaction tells of each of its entries, or nothing',
  700,
  fc.tuple(
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('transaction-response', 'transaction-response', 'batch-response'),
    status,
  ),
  async ([entry, type, code]) => {
    reply = () => ({ status: code, body: rawBody({ resourceType: 'Bundle', type, entry }) });
    const answer = await writing.transaction(writes);
    expectAtHome(1);
    if (answer.ok) {
      expect(answer.value.entries).toHaveLength(writes.length);
      for (const each of answer.value.entries) {
        if (!each.ok) expectNothingTold(each.error);
        else if (each.value.id !== undefined) expect(each.value.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
      }
    }
    return expectResult(answer);
  },
);

property(
  'a create, an update, a patch and the capabilities answer with what can be understood, or a reason that repeats nothing',
  700,
  fc.tuple(fc.constantFrom('create', 'update', 'patch', 'capabilities'), status, headers, body),
  async ([which, code, more, text]) => {
    reply = () => ({ status: code, headers: more, body: text });
    const answer = await {
      create: () => writing.create(fullPerson, { ifNoneExist: 'identifier=a|b' }),
      update: () => writing.update({ ...fullPerson, id: 'tuur' }, '3'),
      patch: () => writing.patch('RelatedPerson', 'tuur', '3', [{ op: 'remove', path: '/active' }]),
      capabilities: () => writing.capabilities(),
    }[which as 'create']();
    expectAtHome(1);
    return expectResult<unknown>(answer);
  },
);

const searchset = (entries: readonly unknown[]) =>
  rawBody({ resourceType: 'Bundle', type: 'searchset', entry: entries.map((one) => ({ resource: one })) });

property(
  'a record opens on whatever the host holds, and asks about no other client',
  300,
  fc.record({
    patient: hostileJson(VALID.Patient),
    encounter: hostileJson(VALID.Encounter),
    people: fc.array(hostileJson(VALID.RelatedPerson), { maxLength: 3 }),
    entries: fc.array(hostileJson(VALID.QuestionnaireResponse), { maxLength: 3 }),
    documents: fc.array(hostileJson(VALID.DocumentReference), { maxLength: 2 }),
  }),
  async (holds) => {
    reply = ({ path }) => {
      if (path.startsWith('/fhir/Patient')) return { body: rawBody(holds.patient) };
      if (path.startsWith('/fhir/Encounter')) return { body: rawBody(holds.encounter) };
      if (path.startsWith('/fhir/RelatedPerson')) return { body: searchset([...holds.people, persons[0]]) };
      if (path.startsWith('/fhir/QuestionnaireResponse')) return { body: searchset([...holds.entries, responses[0]]) };
      return { body: searchset(holds.documents) };
    };
    const scopes = parseScopes('patient/*.rs');
    const record = openRecord(createFhirHost(client), { patient: 'a', encounter: 'e', scopes });
    await settled(record);
    const snapshot = record.getSnapshot();
    planOf(snapshot);
    for (const { path } of host.requests) {
      expect(path).toMatch(
        /^\/fhir\/(Patient\/a|Encounter\/e|(RelatedPerson|QuestionnaireResponse|DocumentReference)\?patient=a&.*)$/,
      );
      expect(decodeURIComponent(path)).not.toContain(MARK);
    }
    expectAtHome(5);
    for (const list of [snapshot.relatedPersons, snapshot.entries])
      if (list.state === 'loaded')
        for (const one of list.value.resources)
          expect('patient' in one ? one.patient.reference : one.subject?.reference).toMatch(
            /(^|\/fhir\/)Patient\/a(\/_history\/|$)/,
          );
    return snapshot.patient.state === 'loaded';
  },
);

property(
  'what has a hostile key or is nested without end never reaches a reader as it came',
  400,
  hostileJson(VALID.Patient),
  (json) => {
    const read = parseJson(rawBody(json));
    expect(JSON.stringify(read) ?? '').not.toContain('"__proto__":');
    return readResource('Patient', read) !== undefined;
  },
);
