import type { FhirClient } from '../fhir/client';
import { isResourceType } from '../fhir/schemas';
import { createWritingClient } from '../fhir/writing-client';

/** What of the trial could be taken away, what is only marked as not counting, and what stays as it is. */
export interface CleanUp {
  readonly deleted: readonly string[];
  readonly marked: readonly string[];
  readonly left: readonly string[];
}

export type Remove = (place: string) => Promise<boolean>;

/** Takes away what the trial made, the last first: deleted where the host lets that be done, else marked as an error. */
export async function cleanUp(client: FhirClient, made: readonly string[], remove: Remove): Promise<CleanUp> {
  const [deleted, marked, left]: [string[], string[], string[]] = [[], [], []];
  for (const place of made.toReversed()) {
    if (await remove(place)) deleted.push(place);
    else if (await mark(client, place)) marked.push(place);
    else left.push(place);
  }
  return { deleted, marked, left };
}

async function mark(client: FhirClient, place: string): Promise<boolean> {
  const [type = '', id = ''] = place.split('/');
  const found = isResourceType(type) ? await client.read(type, id) : undefined;
  if (!found?.ok) return false;
  const resource = found.value;
  const versionId = resource.meta?.versionId;
  if (!resource.id || !versionId) return false;
  const writing = createWritingClient(client.wire);
  const own = { ...resource, id: resource.id };
  const answer =
    own.resourceType === 'RelatedPerson'
      ? await writing.update({ ...own, active: false }, versionId)
      : own.resourceType === 'QuestionnaireResponse' || own.resourceType === 'DocumentReference'
        ? await writing.update({ ...own, status: 'entered-in-error' }, versionId)
        : undefined;
  if (answer?.ok) return true;
  if (own.resourceType !== 'RelatedPerson') return false;
  const path = '/active';
  const patch = [{ op: own.active === undefined ? ('add' as const) : ('replace' as const), path, value: false }];
  return (await writing.patch('RelatedPerson', own.id, versionId, patch)).ok;
}
