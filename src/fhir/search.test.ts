import { afterEach, expect, test } from 'vitest';
import { createFhirClient } from './client';
import { type Received, type Reply, serve } from './http-server-for-tests';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.splice(0).map((close) => close()));
});

async function host(answer: (request: Received, origin: string) => Reply | undefined) {
  const server = await serve(answer);
  cleanUp.push(server.close);
  const client = createFhirClient({ base: `${server.origin}/fhir`, accessToken: async () => 'secret' });
  return { client, server };
}

const child = (id: string, more = {}) => ({
  resource: { resourceType: 'RelatedPerson', id, patient: { reference: 'Patient/ann' }, ...more },
});
const page = (entry: unknown[], next?: string, more = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry,
  ...(next ? { link: [{ relation: 'next', url: next }] } : {}),
  ...more,
});

test('all pages are read, by absolute and by relative next links', async () => {
  const { client, server } = await host(({ path }, origin) => {
    if (path.includes('page=2')) return { body: page([child('b')], '?page=3') };
    if (path.includes('page=3')) return { body: page([child('c')]) };
    return { body: page([child('a')], `${origin}/fhir?page=2`, { total: 3 }) };
  });
  const found = await client.search('RelatedPerson', { patient: 'ann', _tag: ['x', 'y|z'] });
  expect(found).toMatchObject({ ok: true, value: { truncated: false, unreadable: 0, total: 3 } });
  expect(found.ok && found.value.resources.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(server.requests[0]?.path).toBe('/fhir/RelatedPerson?patient=ann&_tag=x&_tag=y%7Cz');
});

test('a next link to another origin, path, user or scheme ends the search, and the token stays home', async () => {
  const other = await serve(() => ({ body: page([]) }));
  cleanUp.push(other.close);
  for (const next of [
    (_: string) => `${other.origin}/fhir?page=2`,
    (origin: string) => `${origin}/elsewhere?page=2`,
    (origin: string) => `${origin}/fhir/../secret`,
    (origin: string) => `${origin}/fhirevil?page=2`,
    (origin: string) => `${origin.replace('//', '//user@')}/fhir?page=2`,
    (_: string) => `//${new URL(other.origin).host}/fhir`,
    (_: string) => 'javascript:alert(1)',
  ]) {
    const { client, server } = await host((_, origin) => ({ body: page([child('a')], next(origin)) }));
    expect(await client.search('RelatedPerson', {})).toEqual({
      ok: false,
      error: { kind: 'foreign-origin', code: 'F-005' },
    });
    expect(server.requests).toHaveLength(1);
  }
  expect(other.requests).toHaveLength(0);
});

test('a page that fails fails the search as a whole', async () => {
  const { client } = await host(({ path }, origin) =>
    path.includes('page=2') ? { status: 500 } : { body: page([child('a')], `${origin}/fhir?page=2`) },
  );
  expect(await client.search('RelatedPerson', {})).toMatchObject({ ok: false, error: { code: 'F-500' } });
});

test('reading stops at the bound and says so, and a circle of pages is garbage', async () => {
  const { client, server } = await host(({ path }, origin) => {
    const number = Number(/page=(\d+)/.exec(path)?.[1] ?? 0);
    return { body: page([child('a')], `${origin}/fhir?page=${path.includes('circle') ? 'circle' : number + 1}`) };
  });
  expect(await client.search('RelatedPerson', {}, { maxPages: 3 })).toMatchObject({ value: { truncated: true } });
  expect(server.requests).toHaveLength(3);
  expect(await client.search('RelatedPerson', {}, { maxResources: 2 })).toMatchObject({ value: { truncated: true } });
  expect(await client.search('RelatedPerson', { circle: '1' })).toMatchObject({ error: { code: 'F-004' } });
});

test('one bad entry is counted and does not take the others along; included resources stand apart', async () => {
  const { client } = await host(() => ({
    body: page([
      child('a'),
      child('b', { birthDate: 'yesterday' }),
      { resource: { resourceType: 'Patient', id: 'ann' }, search: { mode: 'include' } },
      { resource: { resourceType: 'Basic', id: 'x' } },
      { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } },
      {},
    ]),
  }));
  const found = await client.search('RelatedPerson', {});
  expect(found).toMatchObject({ value: { unreadable: 3, included: [{ resourceType: 'Patient' }] } });
  expect(found.ok && found.value.resources).toHaveLength(1);
});

test('an outcome among the results that is more than information is told', async () => {
  const withOutcome = (severity: string) => [
    {
      resource: { resourceType: 'OperationOutcome', issue: [{ severity, code: 'suppressed' }] },
      search: { mode: 'outcome' },
    },
  ];
  for (const [severity, warned] of [
    ['information', false],
    ['warning', true],
    ['loud', true],
  ] as const) {
    const { client } = await host(() => ({ body: page(withOutcome(severity)) }));
    expect(await client.search('RelatedPerson', {})).toMatchObject({ value: { warned, unreadable: 0 } });
  }
});

test('who listens hears each page but the last', async () => {
  const { client } = await host(({ path }, origin) =>
    path.includes('page=2') ? { body: page([child('b')]) } : { body: page([child('a')], `${origin}/fhir?page=2`) },
  );
  const heard: unknown[] = [];
  await client.search('RelatedPerson', {}, { onPage: (soFar) => heard.push(soFar) });
  expect(heard).toMatchObject([{ resources: [{ id: 'a' }], truncated: true }]);
});

test('a bundle that is no search result is garbage, not an empty answer', async () => {
  const { client } = await host(() => ({ body: { resourceType: 'Bundle', type: 'collection', entry: [] } }));
  expect(await client.search('RelatedPerson', {})).toMatchObject({ ok: false, error: { kind: 'garbage' } });
});

test('a base that is no address finds nothing out', async () => {
  const client = createFhirClient({ base: 'not a base' });
  expect(await client.search('RelatedPerson', {})).toMatchObject({ ok: false, error: { code: 'F-005' } });
});
