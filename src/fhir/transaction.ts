import type { Bundle, BundleEntry } from 'fhir/r4';
import { badAnswer, refusal } from './fhir-error';
import { send, type Wire } from './request';
import { fail, ok, type Result } from './result';
import { type AnyBundle, type AnyResource, bundleSchema, isResourceType, readResource } from './schemas';

/** What the server says it now holds; what it did not say is absent, and is then read or searched for. */
export interface Written {
  readonly status: number;
  readonly type?: string;
  readonly id?: string;
  readonly versionId?: string;
  readonly resource?: AnyResource;
}

export interface TransactionResult {
  /** Every entry has a 2xx status. Where not, the server broke the all-or-nothing promise and each entry tells its own story. */
  readonly complete: boolean;
  /** In the order of the request */
  readonly entries: readonly Result<Written>[];
}

/** https://hl7.org/fhir/R4/http.html#transaction; `location` and `etag` are only read, never followed. */
export async function sendTransaction(
  wire: Wire,
  entry: BundleEntry[],
  options: { signal?: AbortSignal },
): Promise<Result<TransactionResult>> {
  const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry };
  const answer = await send(wire, {
    method: 'POST',
    address: wire.base,
    body: bundle,
    signal: options.signal,
  });
  if (!answer.ok) return answer;
  const read = bundleSchema.safeParse(answer.value.body);
  const answers = read.success && read.data.type === 'transaction-response' ? (read.data.entry ?? []) : undefined;
  if (answers?.length !== entry.length) return fail(badAnswer('garbage', answer.value.status));
  const entries = answers.map(entryResult);
  return ok({ complete: entries.every((one) => one.ok), entries });
}

function entryResult({ response, resource }: NonNullable<AnyBundle['entry']>[number]): Result<Written> {
  const status = Number(/^\d{3}/.exec(response?.status ?? '')?.[0] ?? 0);
  if (status === 0) return fail(badAnswer('garbage'));
  if (status < 200 || status > 299) return fail(refusal(status, response?.outcome));
  return ok(written(status, resource, response?.location, response?.etag));
}

const tail = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;
const version = /^(?:W\/)?"?([A-Za-z0-9\-.]{1,64})"?$/;

/** The body's own id and version first (CORS may hide headers), then `location`, then `etag` with or without its quotes. */
export function written(status: number, body: unknown, location?: string | null, etag?: string): Written {
  const type = typeof body === 'object' && body !== null && 'resourceType' in body ? body.resourceType : undefined;
  const resource = isResourceType(type) && type !== 'OperationOutcome' ? readResource(type, body) : undefined;
  const [, locationType, locationId, locationVersion] = tail.exec(location ?? '') ?? [];
  const found = {
    type: resource?.resourceType ?? locationType,
    id: resource?.id ?? locationId,
    versionId: resource?.meta?.versionId ?? locationVersion ?? version.exec(etag ?? '')?.[1],
    resource,
  };
  return {
    status,
    ...(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as object),
  };
}
