import type { Bundle, FhirResource } from 'fhir/r4';
import { isRefusal } from '../store/answer';
import { type FhirBackend, requestTo } from '../store/request';
import { clients } from './clients';
import { resourcesOf } from './person';
import { staffResources } from './staff';

/** Everything a fresh host holds: its staff, its clients, their contacts and the people around them. */
export const seedResources = (): FhirResource[] => [...staffResources, ...clients.flatMap(resourcesOf)];

/** Puts resources under their own ids, in one transaction; throws when the server refuses. */
export async function put(backend: FhirBackend, resources: readonly FhirResource[]): Promise<void> {
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    })),
  };
  const answer = await backend.handle(requestTo('POST', '', bundle));
  if (isRefusal(answer)) throw new Error(`The FHIR server refused the seed data with status ${answer.status}`);
}

/** Adds what is not there yet, so that a second start or a real server's own changes are left alone. */
export async function seed(backend: FhirBackend): Promise<void> {
  const missing: FhirResource[] = [];
  for (const resource of seedResources()) {
    const { status } = await backend.handle(requestTo('GET', `${resource.resourceType}/${resource.id}`));
    if (status === 404) missing.push(resource);
  }
  if (missing.length > 0) await put(backend, missing);
}
