import type { BundleEntry, FhirResource } from 'fhir/r4';
import { badAnswer } from './fhir-error';
import { localReference, trimBase } from './reference';
import { type Request, send, type Wire } from './request';
import { fail, ok, type Result } from './result';
import { type Capabilities, capabilitiesSchema, type ResourceOf, type ResourceType, readResource } from './schemas';
import { type SearchOptions, type SearchParameters, type SearchResult, searchAll } from './search';
import { sendTransaction, type TransactionResult, type Written, written } from './transaction';

interface Options {
  readonly signal?: AbortSignal;
}

/** One operation of https://www.rfc-editor.org/rfc/rfc6902 */
export type PatchOperation = { op: 'add' | 'replace' | 'test'; path: string; value: unknown } | { op: 'remove'; path: string };

/**
 * FHIR R4 over fetch: six interactions, each a {@link Result}. Versions are `meta.versionId` from the body, because a host need not
 * let a browser read the ETag header. Nothing is retried and nothing is cached. `Prefer` is not sent: a host whose CORS rules do not
 * list it would refuse every write, so what was written may come back without its body.
 */
export interface FhirClient {
  readonly base: string;
  read<K extends ResourceType>(type: K, id: string, options?: Options): Promise<Result<ResourceOf<K>>>;
  search<K extends ResourceType>(
    type: K,
    parameters: SearchParameters,
    options?: SearchOptions<ResourceOf<K>>,
  ): Promise<Result<SearchResult<ResourceOf<K>>>>;
  /** `ifNoneExist` is a search query (`identifier=system|value`): what it finds is returned with status 200, nothing is made. */
  create(resource: FhirResource, options?: Options & { readonly ifNoneExist?: string }): Promise<Result<Written>>;
  /** Replaces the version `versionId`; F-412 or F-409 when someone else was first. */
  update(resource: FhirResource & { id: string }, versionId: string, options?: Options): Promise<Result<Written>>;
  patch(
    type: ResourceType,
    id: string,
    versionId: string,
    operations: readonly PatchOperation[],
    options?: Options,
  ): Promise<Result<Written>>;
  transaction(entry: BundleEntry[], options?: Options): Promise<Result<TransactionResult>>;
  /** The CapabilityStatement, asked without a token (SMART App Launch 2.2: open to any origin). */
  capabilities(options?: Options): Promise<Result<Capabilities>>;
}

export interface FhirClientOptions {
  readonly base: string;
  /** Absent: an open server. Giving undefined: the session has ended, every request answers F-401. */
  readonly accessToken?: () => Promise<string | undefined>;
  readonly fetch?: typeof fetch;
  /** Default 20 000 */
  readonly timeoutMs?: number;
}

const ifMatch = (versionId: string) => ({ 'if-match': `W/"${versionId}"` });

export function createFhirClient(options: FhirClientOptions): FhirClient {
  const wire: Wire = {
    base: trimBase(options.base),
    accessToken: options.accessToken,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    timeoutMs: options.timeoutMs ?? 20_000,
  };

  const place = (type: string, id: string) =>
    localReference(wire.base, `${type}/${id}`) ? `${type}/${id}` : undefined;

  async function write(request: Request): Promise<Result<Written>> {
    const answer = await send(wire, request);
    return answer.ok ? ok(written(answer.value.status, answer.value.body, answer.value.location)) : answer;
  }

  return {
    base: wire.base,

    async read(type, id, { signal } = {}) {
      const answer = await send(wire, { method: 'GET', address: place(type, id), signal });
      if (!answer.ok) return answer;
      const resource = readResource(type, answer.value.body);
      return resource?.id === id ? ok(resource) : fail(badAnswer('garbage', answer.value.status));
    },

    search: (type, parameters, options = {}) => searchAll(wire, type, parameters, options),

    create: (resource, { ifNoneExist, signal } = {}) =>
      write({
        method: 'POST',
        address: resource.resourceType,
        body: resource,
        headers: ifNoneExist === undefined ? {} : { 'if-none-exist': ifNoneExist },
        signal,
      }),

    update: (resource, versionId, { signal } = {}) =>
      write({
        method: 'PUT',
        address: place(resource.resourceType, resource.id),
        body: resource,
        headers: ifMatch(versionId),
        signal,
      }),

    patch: (type, id, versionId, operations, { signal } = {}) =>
      write({
        method: 'PATCH',
        address: place(type, id),
        body: operations,
        headers: { ...ifMatch(versionId), 'content-type': 'application/json-patch+json' },
        signal,
      }),

    transaction: (entry, options = {}) => sendTransaction(wire, entry, options),

    async capabilities({ signal } = {}) {
      const answer = await send(wire, { method: 'GET', address: 'metadata', open: true, signal });
      if (!answer.ok) return answer;
      const read = capabilitiesSchema.safeParse(answer.value.body);
      return read.success ? ok(read.data) : fail(badAnswer('garbage', answer.value.status));
    },
  };
}
