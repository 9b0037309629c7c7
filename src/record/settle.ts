import type { FhirResource, Provenance } from 'fhir/r4';
import { withEntries } from '../mapping/document';
import type { IntendedWrite } from './intended';

/**
 * A write as it goes out on its own: links to what was made before it lead to where that stands, links to what is not in the
 * record are left out (a child keeps its identifier). Undefined when nothing is left that it is about.
 */
export function settled(write: IntendedWrite, places: ReadonlyMap<string, string>): FhirResource | undefined {
  if (write.kind === 'create-document')
    return write.content === 'entries'
      ? withEntries(
          write.resource,
          write.entries.map((entry) => linked(entry, places)),
        )
      : write.resource;
  if (write.kind !== 'create-provenance') return linked(write.resource, places);
  const provenance: Provenance = linked(write.resource, places);
  const target = provenance.target.filter(({ reference }) => reference !== undefined);
  return target.length > 0 ? { ...provenance, target } : undefined;
}

function linked<T extends object>(resource: T, places: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(resource, (key, value) =>
    key === 'reference' && typeof value === 'string' && value.startsWith('urn:uuid:') ? places.get(value) : value,
  );
  return JSON.parse(text) as T;
}
