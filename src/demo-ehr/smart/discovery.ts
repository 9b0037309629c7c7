import { scopesSupported } from './scopes';

/** `.well-known/smart-configuration`: https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html */
export const smartConfiguration = (origin: string) => ({
  issuer: origin,
  jwks_uri: `${origin}/auth/jwks`,
  authorization_endpoint: `${origin}/auth/authorize`,
  token_endpoint: `${origin}/auth/token`,
  revocation_endpoint: `${origin}/auth/revoke`,
  grant_types_supported: ['authorization_code'],
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  scopes_supported: scopesSupported,
  capabilities: [
    'launch-ehr',
    'launch-standalone',
    'authorize-post',
    'client-public',
    'sso-openid-connect',
    'context-banner',
    'context-style',
    'context-ehr-patient',
    'context-ehr-encounter',
    'context-standalone-patient',
    'context-standalone-encounter',
    'permission-patient',
    'permission-user',
    'permission-online',
    'permission-offline',
    'permission-v1',
    'permission-v2',
  ],
});

/** `.well-known/openid-configuration`: https://openid.net/specs/openid-connect-discovery-1_0.html */
export const openidConfiguration = (origin: string) => ({
  issuer: origin,
  jwks_uri: `${origin}/auth/jwks`,
  authorization_endpoint: `${origin}/auth/authorize`,
  token_endpoint: `${origin}/auth/token`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
});
