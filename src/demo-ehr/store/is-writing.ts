import type { Bundle } from 'fhir/r4';
import { isAnswer } from './answer';
import { interactionOf, isWrite } from './interaction';
import type { FhirRequest } from './request';
import { isResource } from './resource';

/** Whether a request would change the record: a single write, or a Bundle with one among its entries. */
export function isWriting(request: FhirRequest): boolean {
  const interaction = interactionOf(request);
  if (isAnswer(interaction)) return false;
  if (interaction.kind !== 'bundle') return isWrite(interaction);
  return entriesIn(request.body).some((entry) => entry.request?.method !== 'GET' && entry.request?.method !== 'HEAD');
}

/** The entries of a body that should be a Bundle; none when it is something else. */
export const entriesIn = (body: unknown): NonNullable<Bundle['entry']> => {
  const entries = isResource(body) ? (body as Bundle).entry : undefined;
  return Array.isArray(entries) ? entries.filter((entry) => typeof entry === 'object' && entry !== null) : [];
};
