import type { Encounter, Patient } from 'fhir/r4';
import type { User } from './host';
import { personName } from './person-name';
import type { EncounterSummary, PatientSummary, UserSummary } from './snapshot';

export function patientSummary(resource: Patient, id: string): PatientSummary {
  const name = personName(resource.name);
  return {
    id,
    ...(name ? { name } : {}),
    ...(resource.birthDate ? { birthDate: resource.birthDate } : {}),
    ...(resource.gender ? { gender: resource.gender } : {}),
    deceased: resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined,
    resource,
  };
}

export const encounterSummary = (resource: Encounter, id: string): EncounterSummary => ({
  id,
  class: resource.class,
  status: resource.status,
  ...(resource.period?.start ? { start: resource.period.start } : {}),
  ...(resource.period?.end ? { end: resource.period.end } : {}),
  resource,
});

/** A role is named by the person in it. */
export function userSummary(resource: User, reference: string): UserSummary {
  const name =
    resource.resourceType === 'PractitionerRole' ? resource.practitioner?.display : personName(resource.name);
  return { reference, ...(name ? { name } : {}) };
}
