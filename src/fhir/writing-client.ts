import type { BundleEntry, FhirResource } from 'fhir/r4';
import { type Capabilities, capabilitiesSchema } from './capabilities';
import { badAnswer } from './fhir-error';
import { placeIn } from './reference';
import { type Request, send, type Wire } from './request';
import { fail, ok, type Result } from './result';
import type { ResourceType } from './schemas';
import { sendTransaction, type TransactionResult, type Written, written } from './transaction';

interface Options {
  readonly signal?: AbortSignal;
}

/** One operation of https://www.rfc-editor.org/rfc/rfc6902 */
export type PatchOperation =
  | { op: 'add' | 'replace' | 'test'; path: string; value: unknown }
  | { op: 'remove'; path: string };

/** What a save needs of the wire; apart from the reading client, because nothing is saved before something was read and typed. */
export interface WritingClient {
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

const ifMatch = (versionId: string) => ({ 'if-match': `W/"${versionId}"` });

export function createWritingClient(wire: Wire): WritingClient {
  async function write(request: Request): Promise<Result<Written>> {
    const answer = await send(wire, request);
    return answer.ok ? ok(written(answer.value.status, answer.value.body, answer.value.location)) : answer;
  }

  return {
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
        address: placeIn(wire.base, resource.resourceType, resource.id),
        body: resource,
        headers: ifMatch(versionId),
        signal,
      }),

    patch: (type, id, versionId, operations, { signal } = {}) =>
      write({
        method: 'PATCH',
        address: placeIn(wire.base, type, id),
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
