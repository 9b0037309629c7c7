import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { fhirServer, unfitBase } from './fhir-server';
import { main, publish } from './publish';
import type { Resource } from './resources';

const canonical = (resourceType: string, id: string, more: object = {}) => ({
  resourceType,
  id,
  url: `https://example.org/${resourceType}/${id}`,
  version: '1.0.0',
  ...more,
});
const [codes, form] = [canonical('CodeSystem', 'codes', { content: 'complete' }), canonical('Questionnaire', 'form')];

type Handler = (request: IncomingMessage & { body: string; path: URL }, response: ServerResponse) => void;
const servers: Server[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

async function listen(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => {
      body += data;
    });
    request.on('end', () =>
      handler(Object.assign(request, { body, path: new URL(request.url ?? '', 'http://x') }), response),
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/fhir+json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const bundle = (resources: Resource[], link: object[] = []) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link,
  entry: resources.map((resource) => ({ resource })),
});

/** Keeps what is created and finds by url and version; `override` answers first where it wants to. */
function store(held: Resource[] = [], override: (...args: Parameters<Handler>) => boolean = () => false): Handler {
  return (request, response) => {
    if (override(request, response)) return;
    const type = request.path.pathname.split('/')[2];
    if (type === 'metadata') return send(response, 200, { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    if (request.method === 'POST') {
      const created = { ...JSON.parse(request.body), id: String(held.length + 1), meta: { versionId: '1' } };
      held.push(created);
      return send(response, 201, created);
    }
    const asked = (name: string) => request.path.searchParams.get(name);
    const found = held.filter(
      ({ resourceType, url, version }) => resourceType === type && url === asked('url') && version === asked('version'),
    );
    return send(response, 200, bundle(found));
  };
}
const outcomes = async (base: string, resources = [form, codes], token?: string) =>
  (await publish(fhirServer(base, token), resources)).map(({ resource, result, reason }) =>
    [resource.resourceType, result, ...(reason ? [reason] : [])].join(' '),
  );

test('everything is created once, definitions first, and left unchanged the second time', async () => {
  const held: Resource[] = [];
  const base = await listen(store(held));
  expect(await outcomes(base)).toEqual(['CodeSystem created', 'Questionnaire created']);
  expect(await outcomes(`${base}/`)).toEqual(['CodeSystem unchanged', 'Questionnaire unchanged']);
  expect(held).toHaveLength(2);
});

test('a different resource of the same version is refused, named by its paths and not overwritten', async () => {
  const held: Resource[] = [{ ...codes, id: '9', content: 'fragment' }];
  const base = await listen(store(held));
  expect(await outcomes(base)).toEqual([
    'CodeSystem refused the server holds another content under this url and version: content',
    'Questionnaire created',
  ]);
  expect(held[0]).toMatchObject({ content: 'fragment' });
});

test('the create is conditional on url and version and carries the token', async () => {
  let seen: IncomingMessage['headers'] = {};
  const base = await listen(
    store([], ({ method, headers }) => {
      if (method === 'POST') seen = headers;
      return false;
    }),
  );
  await outcomes(base, [form], 'secret');
  expect(Object.fromEntries(new URLSearchParams(String(seen['if-none-exist'])))).toEqual({
    url: form.url,
    version: '1.0.0',
  });
  expect(seen.authorization).toBe('Bearer secret');
});

test('pages are followed, and a server that ignores url and version does not mislead', async () => {
  const all = [
    { ...form, version: '0.9.0' },
    { ...form, url: 'https://example.org/other' },
    { ...form, id: '7' },
  ];
  const base = await listen(
    store([], ({ method, path }, response) => {
      if (method !== 'GET') return false;
      const page = Number(path.searchParams.get('page') ?? 0);
      const next = page < 2 ? [{ relation: 'next', url: `Questionnaire?page=${page + 1}` }] : [];
      send(response, 200, bundle(all.slice(page, page + 1), next));
      return true;
    }),
  );
  expect(await outcomes(base, [form])).toEqual(['Questionnaire unchanged']);
});

test.each([
  ['a circle', 'Questionnaire?page=0', 'the search result has no end'],
  ['another server', 'https://elsewhere.example/fhir?page=1', 'the next page is on another server'],
  ['no address', 'http://', 'the next page has no usable address'],
])('nothing is created when the next page is %s', async (_name, url, sentence) => {
  const held: Resource[] = [];
  const base = await listen(
    store(held, ({ method }, response) => {
      if (method === 'GET') send(response, 200, bundle([], [{ relation: 'next', url }]));
      return method === 'GET';
    }),
  );
  expect(await outcomes(base, [form])).toEqual([`Questionnaire refused ${sentence}`]);
  expect(held).toEqual([]);
});

test.each([
  [403, /does not allow this \(403\)/],
  [404, /does not know this address or resource type \(404\)/],
  [405, /does not allow this operation \(405\)/],
  [412, /several resources with this url and version \(412\)/],
  [422, /finds the resource invalid \(422\): linkId 1 is missing/],
  [500, /the server refuses \(500\)/],
])('a %i on create is told, and the others go on', async (status, sentence) => {
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', diagnostics: 'linkId 1 is missing' }],
  };
  const base = await listen(
    store([], ({ method, path }, response) => {
      const isRefused = method === 'POST' && path.pathname.endsWith('/CodeSystem');
      if (isRefused) send(response, status, outcome);
      return isRefused;
    }),
  );
  expect(await outcomes(base)).toEqual([
    expect.stringMatching(new RegExp(`^CodeSystem refused .*${sentence.source}`)),
    'Questionnaire created',
  ]);
});

test('a 401 stops, because every further request would fail alike', async () => {
  const base = await listen((_request, response) => send(response, 401, ''));
  expect(await outcomes(base)).toEqual([expect.stringMatching(/^CodeSystem refused .*access token .*\(401\)/)]);
});

test('a 429 is asked again after the time that the server names, and told when it lasts', async () => {
  let left = 2;
  const busy = await listen(
    store([], (_request, response) => {
      if (left-- > 0) send(response, 429, '', { 'Retry-After': '0' });
      return left >= 0;
    }),
  );
  expect(await outcomes(busy, [form])).toEqual(['Questionnaire created']);
  const always = await listen((_request, response) => send(response, 429, '', { 'Retry-After': '0' }));
  expect(await outcomes(always, [form])).toEqual(['Questionnaire refused the server is too busy (429)']);
});

test.each([
  ['a web page', '<html>hello</html>', /not JSON/],
  ['an empty answer', '', /not a Bundle/],
  ['JSON that is no resource', '[]', /not a Bundle/],
  [
    'an OperationOutcome',
    '{"resourceType":"OperationOutcome","issue":[{"details":{"text":"asleep"}}]}',
    /not a Bundle: asleep/,
  ],
])('%s instead of a search result creates nothing', async (_name, body, sentence) => {
  const held: Resource[] = [];
  const base = await listen(
    store(held, ({ method }, response) => {
      if (method === 'GET') send(response, 200, body);
      return method === 'GET';
    }),
  );
  expect(await outcomes(base, [form])).toEqual([expect.stringMatching(sentence)]);
  expect(held).toEqual([]);
});

test('broken entries in a search result are passed over', async () => {
  const base = await listen(
    store([], ({ method }, response) => {
      if (method === 'GET') send(response, 200, { resourceType: 'Bundle', entry: [null, {}, { resource: 'x' }] });
      return method === 'GET';
    }),
  );
  expect(await outcomes(base, [form])).toEqual(['Questionnaire created']);
});

test('a resource that the server stored differently is told', async () => {
  const base = await listen(
    store([], ({ method, body }, response) => {
      if (method === 'POST') send(response, 201, { ...JSON.parse(body), content: undefined, title: 'x' });
      return method === 'POST';
    }),
  );
  expect(await outcomes(base, [codes])).toEqual(['CodeSystem altered content, title']);
});

test('a server that answers a create without content is asked what it holds', async () => {
  const held: Resource[] = [];
  const silent = await listen(
    store(held, ({ method, body }, response) => {
      if (method !== 'POST') return false;
      held.push(JSON.parse(body));
      send(response, 201, '');
      return true;
    }),
  );
  expect(await outcomes(silent, [form])).toEqual(['Questionnaire created']);
  const lying = await listen(
    store([], ({ method }, response) => {
      if (method === 'POST') send(response, 201, '');
      return method === 'POST';
    }),
  );
  expect(await outcomes(lying, [form])).toEqual([expect.stringMatching(/refused .* does not find it/)]);
});

test('a copy that somebody else created in the meantime is compared, not taken as ours', async () => {
  const meanwhile = (theirs: Resource) =>
    listen(
      store([], ({ method }, response) => {
        if (method === 'POST') send(response, 200, theirs);
        return method === 'POST';
      }),
    );
  expect(await outcomes(await meanwhile({ ...form, id: '5' }), [form])).toEqual(['Questionnaire unchanged']);
  expect(await outcomes(await meanwhile({ ...form, title: 'Other' }), [form])).toEqual([
    'Questionnaire refused the server holds another content under this url and version: title',
  ]);
});

test('a redirect is not followed', async () => {
  const base = await listen((_request, response) =>
    send(response, 302, '', { Location: 'https://elsewhere.example/' }),
  );
  expect(await outcomes(base, [form])).toEqual([expect.stringMatching(/redirects elsewhere \(302\)/)]);
});

test.each([
  ['nowhere', false, /not an address/],
  ['ftp://example.org', false, /https:\/\/ or http:\/\//],
  ['https://user:word@example.org/fhir', false, /user name or password/],
  ['https://example.org/fhir?x=1', false, /query/],
  ['http://example.org/fhir', true, /not sent over http/],
])('the base %s is refused', (base, hasToken, sentence) => expect(unfitBase(base, hasToken)).toMatch(sentence));

test.each([
  ['https://example.org/fhir', true],
  ['http://127.0.0.1:8080/fhir', true],
  ['http://example.org/fhir', false],
])('the base %s is accepted', (base, hasToken) => expect(unfitBase(base, hasToken)).toBeUndefined());

async function command(args: string[], resources: Resource[] = [form, codes]) {
  const folder = mkdtempSync(join(tmpdir(), 'publish-'));
  folders.push(folder);
  for (const resource of resources) {
    mkdirSync(join(folder, resource.resourceType), { recursive: true });
    writeFileSync(join(folder, resource.resourceType, `${resource.id}.json`), JSON.stringify(resource));
  }
  const [log, error] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  for (const spy of [log, error]) spy.mockImplementation(() => {});
  await main(args, folder);
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, out: [...log.mock.calls, ...error.mock.calls].flat().join('\n') };
}

test('the command prints every resource and the totals, and leaves out what is not R4', async () => {
  const base = await listen(store());
  const { code, out } = await command(['--to', base], [form, codes, canonical('ViewDefinition', 'children')]);
  expect(code).toBe(0);
  expect(out).toContain('left out  ViewDefinition/children');
  expect(out).toContain('created   Questionnaire/form 1.0.0');
  expect(out).toContain('2 created, 0 unchanged, 0 refused');
});

test('the command fails after a refusal and says how many were not tried', async () => {
  const refusing = await listen(store([{ ...form, title: 'x' }]));
  const refused = await command(['--to', refusing]);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('1 created, 0 unchanged, 1 refused');
  const guarded = await listen(
    store([], ({ path }, response) => {
      const isRefused = !path.pathname.endsWith('metadata');
      if (isRefused) send(response, 401, '');
      return isRefused;
    }),
  );
  const stopped = await command(['--to', guarded]);
  expect(stopped.code).toBe(1);
  expect(stopped.out).toContain('0 created, 0 unchanged, 1 refused, 1 not tried');
});

test('the command fails with a sentence when it cannot start', async () => {
  const [r5, page] = await Promise.all([
    listen((_request, response) => send(response, 200, { resourceType: 'CapabilityStatement', fhirVersion: '5.0.0' })),
    listen((_request, response) => send(response, 200, '<html></html>')),
  ]);
  const closed = await listen(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  const cases: [string[], RegExp][] = [
    [[], /Usage/],
    [['--to', closed], /cannot be reached \(ECONNREFUSED\)/],
    [['--to', r5], /speaks FHIR 5\.0\.0/],
    [['--to', page], /is this a FHIR base/],
    [['--to', r5, '--token-file', '/does/not/exist'], /no such file/],
  ];
  for (const [args, sentence] of cases) {
    const { code, out } = await command(args);
    expect([code, out]).toEqual([1, expect.stringMatching(sentence)]);
    vi.restoreAllMocks();
  }
});
