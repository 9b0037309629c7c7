import type { FhirResource } from 'fhir/r4';

/** A list as the host gave it, with resources that the app wrote itself: the later version of each stays. */
export function withNewer<T extends FhirResource>(list: readonly T[], written: readonly T[]): readonly T[] {
  if (written.length === 0) return list;
  const byId = new Map(list.map((resource) => [resource.id, resource]));
  for (const resource of written) {
    const known = byId.get(resource.id);
    if (!known || timeOf(known) <= timeOf(resource)) byId.set(resource.id, resource);
  }
  return [...byId.values()];
}

const timeOf = (resource: FhirResource): number => Date.parse(resource.meta?.lastUpdated ?? '') || 0;
