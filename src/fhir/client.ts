import { badAnswer } from './fhir-error';
import { placeIn, trimBase } from './reference';
import { send, type Wire } from './request';
import { fail, ok, type Result } from './result';
import { type ResourceOf, type ResourceType, readResource } from './schemas';
import { type SearchOptions, type SearchParameters, type SearchResult, searchAll } from './search';

interface Options {
  readonly signal?: AbortSignal;
}

/** Reading FHIR R4 over fetch: each interaction gives a {@link Result}. Nothing is retried and nothing is cached. */
export interface FhirClient {
  readonly base: string;
  read<K extends ResourceType>(type: K, id: string, options?: Options): Promise<Result<ResourceOf<K>>>;
  search<K extends ResourceType>(
    type: K,
    parameters: SearchParameters,
    options?: SearchOptions<ResourceOf<K>>,
  ): Promise<Result<SearchResult<ResourceOf<K>>>>;
  /** Where this client's requests go; the writing client goes the same way */
  readonly wire: Wire;
}

export interface FhirClientOptions {
  readonly base: string;
  /** Absent: an open server. Giving undefined: the session has ended, every request answers F-401. */
  readonly accessToken?: () => Promise<string | undefined>;
  readonly fetch?: typeof fetch;
  /** Default 20 000 */
  readonly timeoutMs?: number;
}

export function createFhirClient(options: FhirClientOptions): FhirClient {
  const wire: Wire = {
    base: trimBase(options.base),
    accessToken: options.accessToken,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    timeoutMs: options.timeoutMs ?? 20_000,
  };

  return {
    base: wire.base,
    wire,

    async read(type, id, { signal } = {}) {
      const answer = await send(wire, { method: 'GET', address: placeIn(wire.base, type, id), signal });
      if (!answer.ok) return answer;
      const resource = readResource(type, answer.value.body);
      return resource?.id === id ? ok(resource) : fail(badAnswer('garbage', answer.value.status));
    },

    search: (type, parameters, options = {}) => searchAll(wire, type, parameters, options),
  };
}
