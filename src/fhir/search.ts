import { badAnswer } from './fhir-error';
import { insideBase } from './reference';
import { send, type Wire } from './request';
import { fail, ok, type Result } from './result';
import {
  type AnyBundle,
  type AnyResource,
  bundleSchema,
  isResourceType,
  type ResourceOf,
  type ResourceType,
  readResource,
} from './schemas';

export type SearchParameters = Readonly<Record<string, string | readonly string[]>>;

export interface SearchResult<T> {
  readonly resources: readonly T[];
  /** What `_include` and `_revinclude` brought along */
  readonly included: readonly AnyResource[];
  /** Entries that broke the schema or were of another type: while this is not 0, absence of anything must not be concluded */
  readonly unreadable: number;
  /** There was more than was read */
  readonly truncated: boolean;
  /** The server sent an OperationOutcome along that says more than a piece of information, such as that it left something out */
  readonly warned: boolean;
  /** The server's own count, where it gave one */
  readonly total?: number;
}

export interface SearchOptions<T> {
  readonly signal?: AbortSignal;
  /** Default 25 */
  readonly maxPages?: number;
  /** Default 1000 */
  readonly maxResources?: number;
  /** Hears what there is after each page but the last */
  readonly onPage?: (soFar: SearchResult<T>) => void;
}

/** Reads all pages of a search, or fails as a whole: a page that did not come must not look like an empty one. */
export async function searchAll<K extends ResourceType>(
  wire: Wire,
  type: K,
  parameters: SearchParameters,
  { signal, maxPages = 25, maxResources = 1000, onPage }: SearchOptions<ResourceOf<K>>,
): Promise<Result<SearchResult<ResourceOf<K>>>> {
  const resources: ResourceOf<K>[] = [];
  const included: AnyResource[] = [];
  const seen = new Set<string>();
  let unreadable = 0;
  let warned = false;
  let cut = false;
  let total: number | undefined;
  let address: string | undefined = insideBase(wire.base, `${type}?${queryOf(parameters)}`)?.href;
  if (address === undefined) return fail(badAnswer('foreign-origin'));

  while (address !== undefined && seen.size < maxPages && resources.length < maxResources) {
    seen.add(address);
    const answer: Result<{ status: number; body: unknown }> = await send(wire, { method: 'GET', address, signal });
    if (!answer.ok) return answer;
    const page = bundleSchema.safeParse(answer.value.body);
    if (!page.success || page.data.type !== 'searchset') return fail(badAnswer('garbage', answer.value.status));
    for (const { resource, search } of page.data.entry ?? []) {
      if (resources.length >= maxResources) {
        cut = true;
        break;
      }
      if (search?.mode === 'outcome' || typeOf(resource) === 'OperationOutcome') {
        warned ||= warns(resource);
        continue;
      }
      const wanted = readResource(type, resource);
      const other = typeOf(resource);
      if (wanted) resources.push(wanted);
      else {
        // What is no answer to the question, and was not brought along, may stand where one should.
        const extra = search?.mode === 'include' && isResourceType(other) ? readResource(other, resource) : undefined;
        if (extra) included.push(extra);
        else unreadable++;
      }
    }
    total ??= page.data.total;
    const next = nextOf(page.data);
    if (next !== undefined) {
      const inside = insideBase(wire.base, next);
      if (!inside) return fail(badAnswer('foreign-origin'));
      if (seen.has(inside.href)) return fail(badAnswer('garbage'));
      address = inside.href;
      onPage?.(result());
    } else address = undefined;
  }
  return ok(result());

  function result(): SearchResult<ResourceOf<K>> {
    return {
      resources: [...resources],
      included: [...included],
      unreadable,
      truncated: cut || address !== undefined,
      warned,
      ...(total === undefined ? {} : { total }),
    };
  }
}

/** An outcome that cannot be read is no reassurance. */
const warns = (outcome: unknown): boolean =>
  readResource('OperationOutcome', outcome)?.issue.some(({ severity }) => severity !== 'information') ?? true;

const nextOf = (page: AnyBundle) => page.link?.find((link) => link.relation === 'next')?.url;

function queryOf(parameters: SearchParameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  return query.toString();
}

const typeOf = (resource: unknown): unknown =>
  typeof resource === 'object' && resource !== null && 'resourceType' in resource ? resource.resourceType : undefined;
