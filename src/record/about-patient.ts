import type { Reference } from 'fhir/r4';
import { localReference } from '../fhir/reference';

/** Whether a reference names that resource on the server at `base`; one that cannot be understood does not. */
export function namesResource(base: string, reference: Reference | undefined, type: string, id: string): boolean {
  const place = localReference(base, reference?.reference ?? '');
  return place?.type === type && place.id === id;
}
