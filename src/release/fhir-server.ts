import { setTimeout as wait } from 'node:timers/promises';
import type { CanonicalResource, Resource } from './resources';

/** Why a request failed, as a sentence. `stop` is set when the next request would fail in the same way. */
type Problem = { problem: string; stop: boolean };
type Answer<T> = { ok: true; value: T } | ({ ok: false } & Problem);

/** Outcome of a conditional create: `existed` when the server found the same url and version by itself and wrote nothing. */
type Created = { existed: boolean; stored: Resource | undefined };

/** The three questions that publishing asks of a FHIR R4 server. Faults come back as values. */
export type FhirServer = {
  /** Checks that the base is a FHIR R4 server, as far as it says. */
  check(): Promise<Answer<undefined>>;
  /** Every page of a search by url and version; it may hold more than was asked. */
  search(resource: CanonicalResource): Promise<Answer<Resource[]>>;
  create(resource: CanonicalResource): Promise<Answer<Created>>;
};

const timeoutMs = 60_000;
const maxPages = 100;
const maxAttempts = 4;
const maxWaitSeconds = 30;

const isResource = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && 'resourceType' in value && typeof value.resourceType === 'string';

const fail = (problem: string, stop = false): Answer<never> => ({ ok: false, problem, stop });

/** What an OperationOutcome says, shortened. */
function diagnostics(body: unknown): string {
  if (!isResource(body) || body.resourceType !== 'OperationOutcome' || !Array.isArray(body.issue)) return '';
  const texts = body.issue.map((issue) => issue?.diagnostics ?? issue?.details?.text).filter(Boolean);
  return texts.length > 0 ? `: ${texts.join('; ').slice(0, 500)}` : '';
}

const meaning: Record<number, string> = {
  401: 'the server asks for a valid access token (--token-file)',
  403: 'the access token does not allow this',
  404: 'the server does not know this address or resource type',
  405: 'the server does not allow this operation',
  409: 'the server reports a conflict',
  412: 'the server holds several resources with this url and version',
  422: 'the server finds the resource invalid',
  429: 'the server is too busy',
};

/** Why this address cannot be published to, as a sentence; undefined when it can. */
export function unfitBase(base: string, hasToken: boolean): string | undefined {
  if (!URL.canParse(base)) return `"${base}" is not an address.`;
  const { protocol, hostname, username, password, search, hash } = new URL(base);
  if (protocol !== 'https:' && protocol !== 'http:') return 'The FHIR base must start with https:// or http://.';
  if (username || password) return 'The FHIR base must not carry a user name or password; use --token-file.';
  if (search || hash) return 'The FHIR base must not carry a query or fragment.';
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (hasToken && protocol === 'http:' && !isLocal) return 'An access token is not sent over http://; use https://.';
  return undefined;
}

/** A server at a FHIR base address. A token is sent as a bearer token, and only to the origin of the base. */
export function fhirServer(base: string, token?: string): FhirServer {
  const root = base.replace(/\/+$/, '');

  async function attempt(url: string, init: RequestInit): Promise<Answer<Response>> {
    const headers = new Headers(init.headers);
    headers.set('Accept', 'application/fhir+json');
    headers.set('Cache-Control', 'no-cache');
    if (token) headers.set('Authorization', `Bearer ${token}`);
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      return { ok: true, value: await fetch(url, { ...init, headers, signal, redirect: 'manual' }) };
    } catch (error) {
      const { cause, message } = error as Error & { cause?: Error & { code?: string } };
      return fail(`the server cannot be reached (${cause?.code ?? cause?.message ?? message})`, true);
    }
  }

  /** Waits and asks again when the server says that it is too busy; nothing has been written then. */
  async function request(url: string, init: RequestInit = {}): Promise<Answer<{ response: Response; body: unknown }>> {
    for (let attempts = 1; ; attempts++) {
      const answer = await attempt(url, init);
      if (!answer.ok) return answer;
      const response = answer.value;
      if ((response.status === 429 || response.status === 503) && attempts < maxAttempts) {
        const asked = Number(response.headers.get('Retry-After') ?? 2 ** attempts);
        await wait(1000 * Math.min(Number.isFinite(asked) ? asked : 2 ** attempts, maxWaitSeconds));
        continue;
      }
      return read(response);
    }
  }

  async function read(response: Response): Promise<Answer<{ response: Response; body: unknown }>> {
    const { status } = response;
    let text: string;
    try {
      text = await response.text();
    } catch {
      return fail('the connection broke while the server answered', true);
    }
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      if (response.ok && text !== '') return fail(`the answer (${status}) is not JSON; is this a FHIR base?`);
    }
    if (response.ok) return { ok: true, value: { response, body } };
    if (status >= 300 && status < 400)
      return fail(`the server redirects elsewhere (${status}); give the address it redirects to`, true);
    return fail(`${meaning[status] ?? 'the server refuses'} (${status})${diagnostics(body)}`, status === 401);
  }

  return {
    async check() {
      const answer = await request(`${root}/metadata`);
      if (!answer.ok) return answer;
      const { body } = answer.value;
      if (!isResource(body) || body.resourceType !== 'CapabilityStatement')
        return fail('there is no CapabilityStatement at /metadata; is this a FHIR base?', true);
      const { fhirVersion } = body;
      const isR4 = typeof fhirVersion !== 'string' || /^4\.0/.test(fhirVersion);
      return isR4 ? { ok: true, value: undefined } : fail(`the server speaks FHIR ${fhirVersion}, not R4`, true);
    },

    async search({ resourceType, url, version }) {
      const found: Resource[] = [];
      let next: string | undefined = `${root}/${resourceType}?${new URLSearchParams({ url, version })}`;
      const seen = new Set<string>();
      while (next !== undefined) {
        if (seen.has(next) || seen.size >= maxPages) return fail('the search result has no end');
        seen.add(next);
        const answer = await request(next);
        if (!answer.ok) return answer;
        const { body } = answer.value;
        if (!isResource(body) || body.resourceType !== 'Bundle')
          return fail(`the answer to a search is not a Bundle${diagnostics(body)}`);
        const entries: unknown[] = Array.isArray(body.entry) ? body.entry : [];
        found.push(...entries.map((entry) => (entry as { resource?: unknown } | null)?.resource).filter(isResource));
        const links = Array.isArray(body.link) ? body.link : [];
        const link: unknown = links.find((each) => each?.relation === 'next')?.url;
        if (link === undefined) break;
        if (typeof link !== 'string' || !URL.canParse(link, `${root}/`))
          return fail('the next page has no usable address');
        next = new URL(link, `${root}/`).href;
        if (new URL(next).origin !== new URL(root).origin) return fail('the next page is on another server');
      }
      return { ok: true, value: found };
    },

    async create(resource) {
      const { resourceType, url, version } = resource;
      const headers = {
        'Content-Type': 'application/fhir+json',
        'If-None-Exist': new URLSearchParams({ url, version }).toString(),
        Prefer: 'return=representation',
      };
      const answer = await request(`${root}/${resourceType}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(resource),
      });
      if (!answer.ok) return answer;
      const { response, body } = answer.value;
      if (response.status !== 200 && response.status !== 201)
        return fail(`the server did not say whether it stored the resource (${response.status})`);
      const stored = isResource(body) && body.resourceType === resourceType ? body : undefined;
      return { ok: true, value: { existed: response.status === 200, stored } };
    },
  };
}
