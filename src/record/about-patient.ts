import type { Reference } from 'fhir/r4';
import { localReference } from '../fhir/reference';
import type { AnyResource } from '../fhir/schemas';

/** Whether a reference names that resource on the server at `base`; one that cannot be understood does not. */
export function namesResource(base: string, reference: Reference | undefined, type: string, id: string): boolean {
  const place = localReference(base, reference?.reference ?? '');
  return place?.type === type && place.id === id;
}

/** Whether a resource says that it is about another patient; one that says nothing is not foreign. */
export function isForeign(
  { host, context }: { readonly host: { readonly base: string }; readonly context: { readonly patient: string } },
  resource: AnyResource | undefined,
): boolean {
  const about =
    resource?.resourceType === 'RelatedPerson'
      ? resource.patient
      : resource?.resourceType === 'QuestionnaireResponse' || resource?.resourceType === 'DocumentReference'
        ? resource.subject
        : undefined;
  return about?.reference !== undefined && !namesResource(host.base, about, 'Patient', context.patient);
}
