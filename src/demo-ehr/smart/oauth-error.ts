/** An OAuth error as RFC 6749 names it, with the HTTP status of the token endpoint. */
export type OAuthError = { error: string; description: string; status: number };

const named =
  (error: string, status = 400) =>
  (description: string): OAuthError => ({ error, description, status });

export const invalidRequest = named('invalid_request');
export const invalidClient = named('invalid_client', 401);
export const invalidGrant = named('invalid_grant');
export const invalidScope = named('invalid_scope');
export const accessDenied = named('access_denied');
export const unsupportedResponseType = named('unsupported_response_type');
export const unsupportedGrantType = named('unsupported_grant_type');
