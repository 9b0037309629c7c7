import type { Issuer } from './site-config';

const v2 =
  'patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Encounter.r ' +
  'patient/DocumentReference.crs patient/Provenance.crs user/Practitioner.r user/PractitionerRole.r';
/** v1 has no create without update and delete, so this asks for more than is used. */
const v1 =
  'patient/Patient.read patient/RelatedPerson.read patient/RelatedPerson.write patient/QuestionnaireResponse.read ' +
  'patient/QuestionnaireResponse.write patient/Encounter.read ' +
  'patient/DocumentReference.read patient/DocumentReference.write patient/Provenance.read patient/Provenance.write user/Practitioner.read user/PractitionerRole.read';

const refreshScope = { none: '', online: ' online_access', offline: ' offline_access' } as const;

export interface LaunchKind {
  /** Started from a record in the EHR, rather than by the app itself */
  readonly fromEhr: boolean;
  /** The server's `capabilities` know only v1 scopes */
  readonly onlyV1?: boolean;
}

/** What to ask the authorization server for; the site's own list wins, with the launch scope that fits the launch. */
export function wantedScopes(issuer: Issuer, { fromEhr, onlyV1 = false }: LaunchKind): string {
  const asked = issuer.scopes ?? `launch openid fhirUser ${onlyV1 ? v1 : v2}${refreshScope[issuer.refresh]}`;
  return asked
    .split(/\s+/)
    .map((scope) => (scope === 'launch' && !fromEhr ? 'launch/patient' : scope))
    .join(' ')
    .trim();
}
