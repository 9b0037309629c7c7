import type { FhirResource, Organization, PractitionerRole } from 'fhir/r4';
import type { Role } from '../settings';
import { practitioner } from './person';

/** Who logs in for each role; invented persons. */
export const staff: Readonly<Record<Role, { id: string; name: string; title: string }>> = {
  nurse: { id: 'els-verhaegen', name: 'Els Verhaegen', title: 'verpleegkundige' },
  physician: { id: 'pieter-goossens', name: 'Pieter Goossens', title: 'arts' },
  gp: { id: 'hanne-lemmens', name: 'Hanne Lemmens', title: 'huisarts' },
  'social-worker': { id: 'samira-haddad', name: 'Samira Haddad', title: 'maatschappelijk werker' },
};

export const fhirUserOf = (role: Role) => `Practitioner/${staff[role].id}`;

const hospital: Organization = {
  resourceType: 'Organization',
  id: 'az-voorbeeld',
  active: true,
  name: 'AZ Voorbeeld (fictief)',
};
const practice: Organization = {
  resourceType: 'Organization',
  id: 'praktijk-de-linde',
  active: true,
  name: 'Huisartsenpraktijk De Linde (fictief)',
};

const snomed: Record<Role, { code: string; display: string }> = {
  nurse: { code: '224535009', display: 'Registered nurse' },
  physician: { code: '309343006', display: 'Physician' },
  gp: { code: '62247001', display: 'General practitioner' },
  'social-worker': { code: '106328005', display: 'Social worker' },
};

const roleOf = (role: Role, organization: Organization): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  id: `${staff[role].id}-role`,
  active: true,
  practitioner: { reference: fhirUserOf(role), display: staff[role].name },
  organization: { reference: `Organization/${organization.id}` },
  code: [{ coding: [{ system: 'http://snomed.info/sct', ...snomed[role] }], text: staff[role].title }],
});

export const staffResources: FhirResource[] = [
  hospital,
  practice,
  practitioner('els-verhaegen', 'Verhaegen', 'Els', 'V-1104'),
  practitioner('pieter-goossens', 'Goossens', 'Pieter', 'A-0231'),
  practitioner('hanne-lemmens', 'Lemmens', 'Hanne', 'H-0007'),
  practitioner('samira-haddad', 'Haddad', 'Samira', 'M-0412'),
  roleOf('nurse', hospital),
  roleOf('physician', hospital),
  roleOf('gp', practice),
  roleOf('social-worker', hospital),
];
