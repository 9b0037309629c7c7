import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';
import { textOf } from './base64url';

/** https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation, as SMART App Launch 2.2 asks */

const claimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.optional(z.string()),
  exp: z.number(),
  nonce: z.optional(z.string()),
  fhirUser: z.optional(z.string()),
});
export type IdTokenClaims = z.output<typeof claimsSchema>;

export interface IdTokenExpectation {
  /** Whether this `iss` is the issuer's own */
  readonly isIssuer: (iss: string) => boolean;
  readonly clientId: string;
  readonly nonce: string;
  /** Seconds since 1970; undefined on a reload, when the token did its work already */
  readonly now: number | undefined;
}

/** Hospital clocks drift; a token may have ended this many seconds ago. */
const leeway = 300;

/** Checks all that needs no network. Undefined when the token is unreadable or not meant for this launch. */
export function readIdToken(token: string, expected: IdTokenExpectation): IdTokenClaims | undefined {
  const [, payload = ''] = token.split('.');
  const read = claimsSchema.safeParse(parseJson(textOf(payload)));
  if (!read.success) return undefined;
  const claims = read.data;
  const audience = typeof claims.aud === 'string' ? [claims.aud] : claims.aud;
  const meantForUs =
    expected.isIssuer(claims.iss) &&
    audience.includes(expected.clientId) &&
    (audience.length === 1 || claims.azp === expected.clientId) &&
    (claims.nonce === undefined || claims.nonce === expected.nonce) &&
    (expected.now === undefined || claims.exp > expected.now - leeway);
  return meantForUs ? claims : undefined;
}
