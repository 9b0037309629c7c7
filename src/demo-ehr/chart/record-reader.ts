import type { Bundle, FhirResource } from 'fhir/r4';
import { isRefusal } from '../store/answer';
import { type FhirBackend, requestTo } from '../store/request';

type OfType<T extends FhirResource['resourceType']> = Extract<FhirResource, { resourceType: T }>;

export type RecordReader = {
  /** All resources of a type that a query finds, over all pages; throws when the server refuses. */
  list<T extends FhirResource['resourceType']>(type: T, query?: string): Promise<OfType<T>[]>;
  /** One resource, or undefined when it is not there. */
  read<T extends FhirResource['resourceType']>(type: T, id: string): Promise<OfType<T> | undefined>;
};

/** The host's own view of its record, without scopes. */
export function createRecordReader(backend: FhirBackend, fhirBase: string): RecordReader {
  return {
    async list<T extends FhirResource['resourceType']>(type: T, query = '') {
      const found: OfType<T>[] = [];
      let next: string | undefined = `${type}?${query === '' ? '' : `${query}&`}_count=200`;
      while (next !== undefined) {
        const answer = await backend.handle(requestTo('GET', next));
        if (isRefusal(answer)) throw new Error(`The record cannot be read: status ${answer.status}`);
        const bundle = answer.body as Bundle;
        for (const { resource } of bundle.entry ?? []) {
          if (resource?.resourceType === type) found.push(resource as OfType<T>);
        }
        next = bundle.link?.find((link) => link.relation === 'next')?.url.slice(fhirBase.length);
      }
      return found;
    },
    async read<T extends FhirResource['resourceType']>(type: T, id: string) {
      const { status, body } = await backend.handle(requestTo('GET', `${type}/${encodeURIComponent(id)}`));
      return status === 200 ? (body as OfType<T>) : undefined;
    },
  };
}
