import type { FhirResource } from 'fhir/r4';

/** A list as the host gave it, with resources that the app wrote itself: the later version of each stays. */
export function withNewer<T extends FhirResource>(list: readonly T[], written: readonly T[]): readonly T[] {
  if (written.length === 0) return list;
  const byId = new Map(list.map((resource) => [keyOf(resource), resource]));
  for (const resource of written) {
    const known = byId.get(keyOf(resource));
    if (!known || timeOf(known) <= timeOf(resource)) byId.set(keyOf(resource), resource);
  }
  return [...byId.values()];
}

/** A response that came in a document has no id of its own. */
const keyOf = (resource: FhirResource): string =>
  resource.id ??
  ('identifier' in resource && resource.identifier && 'value' in resource.identifier
    ? `own ${resource.identifier.value}`
    : '');

const timeOf = (resource: FhirResource): number => Date.parse(resource.meta?.lastUpdated ?? '') || 0;
