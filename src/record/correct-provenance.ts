import type { Coding } from 'fhir/r4';
import { toProvenance } from '../mapping/provenance';
import type { Step } from '../plan/entry';
import type { Permission } from './intend-children';
import type { CreateProvenance, Intention } from './intended';

/** Who changes what is in the record, and when */
export interface By {
  /** `Practitioner/1`; absent: the host did not say who is logged in */
  readonly fhirUser?: string | undefined;
  readonly permission: Permission;
  /** Made once, so that a retry makes no second one */
  readonly uuid: string;
  /** ISO 8601 */
  readonly recorded: string;
}

/** Who did it, about all of these writes, or why that is left out. Never without something that it is about. */
export function withProvenance(
  { writes, leftOut }: Intention,
  { fhirUser, permission, uuid, recorded }: By,
  steps: readonly Step[],
  labels: readonly Coding[],
): Intention {
  if (writes.length === 0) return { writes, leftOut };
  const reason = fhirUser === undefined ? 'user-unknown' : permission;
  if (fhirUser === undefined || reason !== 'yes')
    return { writes, leftOut: reason === 'yes' ? leftOut : [...leftOut, { what: 'provenance', reason }] };
  const targets = writes.map(({ fullUrl }) => fullUrl);
  const provenance: CreateProvenance = {
    kind: 'create-provenance',
    uuid,
    fullUrl: `urn:uuid:${uuid}`,
    steps,
    resource: toProvenance({ uuid, targets, author: fhirUser, recorded, labels }),
  };
  return { writes: [...writes, provenance], leftOut };
}
