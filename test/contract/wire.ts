import { randomUUID } from 'node:crypto';
import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4';

/** A FHIR server to ask, whichever it is. */
export type Server = { base: string; fetch: typeof fetch };

export type Reply = { status: number; etag: string | null; location: string | null; body: Record<string, unknown> };

/** Sends one request; a body is JSON unless it is a form for `_search`. */
export async function send(
  server: Server,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const isForm = typeof body === 'string';
  const json = method === 'PATCH' ? 'application/json-patch+json' : 'application/fhir+json';
  const contentType = isForm ? 'application/x-www-form-urlencoded' : json;
  const address = path === '' || path.startsWith('?') ? `${server.base}${path}` : `${server.base}/${path}`;
  const response = await server.fetch(address, {
    method,
    headers: {
      accept: 'application/fhir+json',
      ...(body === undefined ? {} : { 'content-type': contentType }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    location: response.headers.get('location'),
    body: text === '' ? {} : JSON.parse(text),
  };
}

/** Creates a resource and gives its id; throws when the server refuses. */
export async function make(server: Server, resource: object): Promise<string> {
  const { resourceType } = resource as FhirResource;
  const reply = await send(server, 'POST', resourceType, resource);
  if (reply.status !== 201) throw new Error(`Could not set the stage: ${reply.status} ${JSON.stringify(reply.body)}`);
  return String(reply.body.id);
}

export const unique = () => randomUUID();
export const newPatient = (server: Server) => make(server, { resourceType: 'Patient', active: true });

export const child = (patient: string, more: object = {}) => ({
  resourceType: 'RelatedPerson',
  patient: { reference: `Patient/${patient}` },
  ...more,
});

export const entry = (patient: string, more: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  subject: { reference: `Patient/${patient}` },
  ...more,
});

export const provenance = (target: string, more: object = {}) => ({
  resourceType: 'Provenance',
  target: [{ reference: target }],
  recorded: '2026-11-24T10:00:00Z',
  agent: [{ who: { display: 'Somebody' } }],
  ...more,
});

export const note = (patient: string, more: object = {}) => ({
  resourceType: 'DocumentReference',
  status: 'current',
  subject: { reference: `Patient/${patient}` },
  content: [{ attachment: { contentType: 'text/plain', data: 'eA==' } }],
  ...more,
});

export const identified = (value: string) => ({ system: 'https://w3id.org/kindreflex/id', value });

export const post = (resource: object, more: { fullUrl?: string; ifNoneExist?: string } = {}) => ({
  ...(more.fullUrl === undefined ? {} : { fullUrl: more.fullUrl }),
  resource,
  request: {
    method: 'POST',
    url: (resource as FhirResource).resourceType,
    ...(more.ifNoneExist === undefined ? {} : { ifNoneExist: more.ifNoneExist }),
  },
});

export const bundle = (type: 'transaction' | 'batch', ...entries: object[]) => ({
  resourceType: 'Bundle',
  type,
  entry: entries,
});

export const asBundle = (reply: Reply) => reply.body as unknown as Bundle;
export const idsIn = (reply: Reply) => (asBundle(reply).entry ?? []).map((each) => String(each.resource?.id));
export const statusesIn = (reply: Reply) =>
  (asBundle(reply).entry ?? []).map((each) => each.response?.status?.slice(0, 3));
export const isOutcome = ({ body }: Reply) => body.resourceType === 'OperationOutcome';
export const placeIn = ({ body }: Reply) => (body as unknown as OperationOutcome).issue?.[0]?.expression?.[0] ?? null;

/** `Type/id` in a location, absolute or relative, with or without its version. */
export const referenceIn = (location: string | null | undefined) =>
  /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]+)(\/_history\/\w+)?$/.exec(location ?? '')?.[1];

/** How many resources a search finds. */
export const countOf = async (server: Server, path: string) =>
  asBundle(await send(server, 'GET', `${path}${path.includes('?') ? '&' : '?'}_summary=count`)).total;
