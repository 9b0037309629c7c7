import type { Encounter, FhirResource, HumanName, Patient, Practitioner, RelatedPerson } from 'fhir/r4';

/** Everything of one fictional client: who, admitted how, and whom the host already knows. */
export type Client = { patient: Patient; encounter: Encounter; relatedPersons: RelatedPerson[] };

const organization = { reference: 'Organization/az-voorbeeld', display: 'AZ Voorbeeld' };

export const officialName = (family: string, given: string): HumanName => ({ use: 'official', family, given: [given] });

/** A fictional patient with a stable id such as `sofie-maes`. */
export function patient(
  id: string,
  number: string,
  name: HumanName | undefined,
  gender: Patient['gender'],
  birthDate: string | undefined,
): Patient {
  const resource: Patient = {
    resourceType: 'Patient',
    id,
    active: true,
    identifier: [{ system: 'https://az-voorbeeld.example/patientnummer', value: number }],
    gender,
    managingOrganization: organization,
  };
  if (name) resource.name = [name];
  if (birthDate !== undefined) resource.birthDate = birthDate;
  return resource;
}

const classes = {
  EMER: 'emergency',
  IMP: 'inpatient encounter',
  AMB: 'ambulatory',
} as const;

/** The running contact of a client; its class says where the client is. */
export function encounter(
  id: string,
  patientId: string,
  code: keyof typeof classes,
  start: string,
  reason: string,
  provider = organization,
): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code, display: classes[code] },
    subject: { reference: `Patient/${patientId}` },
    period: { start },
    reasonCode: [{ text: reason }],
    serviceProvider: provider,
  };
}

const roleCodes = { CHILD: 'child', SIS: 'sister', MTH: 'mother', SPS: 'spouse' } as const;

/** Somebody whom the host already knows beside the patient. */
export function relatedPerson(
  id: string,
  patientId: string,
  name: HumanName,
  code: keyof typeof roleCodes,
  birthDate?: string,
): RelatedPerson {
  const coding = { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code, display: roleCodes[code] };
  const resource: RelatedPerson = {
    resourceType: 'RelatedPerson',
    id,
    active: true,
    patient: { reference: `Patient/${patientId}` },
    relationship: [{ coding: [coding] }],
    name: [name],
  };
  if (birthDate !== undefined) resource.birthDate = birthDate;
  return resource;
}

export function practitioner(id: string, family: string, given: string, number: string): Practitioner {
  return {
    resourceType: 'Practitioner',
    id,
    active: true,
    identifier: [{ system: 'https://az-voorbeeld.example/personeelsnummer', value: number }],
    name: [officialName(family, given)],
  };
}

export const resourcesOf = ({ patient: who, encounter: contact, relatedPersons }: Client): FhirResource[] => [
  who,
  contact,
  ...relatedPersons,
];
