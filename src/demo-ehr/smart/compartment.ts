import { localPart } from '../store/references';
import { localReference, type Resource, textsAt } from '../store/resource';

export type LookUp = (reference: string) => Resource | undefined;

/** Where a type names its patient, of the types this host knows: https://hl7.org/fhir/R4/compartmentdefinition-patient.html */
const patientPath: Readonly<Record<string, string>> = {
  Encounter: 'subject.reference',
  RelatedPerson: 'patient.reference',
  QuestionnaireResponse: 'subject.reference',
  DocumentReference: 'subject.reference',
};

/** The search parameter that keeps a search within one patient, as `[name, value]`. */
export function narrowingTo(patientId: string, type: string): [string, string] | undefined {
  if (type === 'Patient') return ['_id', patientId];
  return type in patientPath ? ['patient', `Patient/${patientId}`] : undefined;
}

/** Professionals, organizations and definitions belong to no patient: readable under a patient scope, never writable. */
const supporting = [
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Questionnaire',
  'PlanDefinition',
  'CodeSystem',
  'ValueSet',
  'StructureDefinition',
];
export const isSupporting = (type: string) => supporting.includes(type);

/** References that must be looked up before `belongsTo` can judge a resource: what a Provenance is about. */
export const neededBy = (resource: Resource, base: string): string[] =>
  resource.resourceType === 'Provenance'
    ? textsAt(resource, 'target.reference').map((reference) => localPart(reference, base) ?? reference)
    : [];

/** Whether a resource is the patient's own; a Provenance is when everything it is about is. */
export function belongsTo(resource: Resource, patientId: string, base: string, lookUp: LookUp): boolean {
  if (resource.resourceType === 'Patient') return resource.id === patientId;
  if (resource.resourceType === 'Provenance') {
    const targets = neededBy(resource, base);
    return targets.length > 0 && targets.every((target) => isOwnTarget(target, patientId, base, lookUp));
  }
  const path = patientPath[resource.resourceType];
  if (path === undefined) return false;
  return textsAt(resource, path).some((reference) => localPart(reference, base) === `Patient/${patientId}`);
}

function isOwnTarget(target: string, patientId: string, base: string, lookUp: LookUp): boolean {
  if (target === `Patient/${patientId}`) return true;
  const found = lookUp(target);
  return found !== undefined && found.resourceType !== 'Provenance' && belongsTo(found, patientId, base, lookUp);
}

/** Whether a resource is labelled restricted or very restricted. */
export const isRestricted = (resource: Resource) =>
  resource.meta?.security?.some(({ code }) => code === 'R' || code === 'V') === true;

/** A lookup over resources at hand, by `Type/id`. */
export function lookUpIn(resources: readonly Resource[]): LookUp {
  const byReference = new Map(resources.map((resource) => [localReference(resource), resource]));
  return (reference) => byReference.get(reference);
}
