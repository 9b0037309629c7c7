import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';

/** https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation, as SMART App Launch 2.2 asks */

export type IdentityCheck = 'verified' | 'unverified-keys-unreachable' | 'invalid';

const headerSchema = z.looseObject({ alg: z.string(), kid: z.optional(z.string()), crit: z.optional(z.unknown()) });
const claimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.optional(z.string()),
  exp: z.number(),
  nonce: z.optional(z.string()),
  fhirUser: z.optional(z.string()),
});
export type IdTokenClaims = z.output<typeof claimsSchema>;

const keySchema = z.looseObject({ kid: z.optional(z.string()), use: z.optional(z.string()) });
const keySetSchema = z.looseObject({ keys: z.array(z.unknown()) });

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

type Algorithm = {
  kty: string;
  members: string[];
  key: RsaHashedImportParams | EcKeyImportParams;
  verify: EcdsaParams;
};

const rsa = (hash: string): Algorithm => ({
  kty: 'RSA',
  members: ['n', 'e'],
  key: { name: 'RSASSA-PKCS1-v1_5', hash },
  verify: { name: 'RSASSA-PKCS1-v1_5', hash },
});
const ec = (namedCurve: string, hash: string): Algorithm => ({
  kty: 'EC',
  members: ['crv', 'x', 'y'],
  key: { name: 'ECDSA', namedCurve },
  verify: { name: 'ECDSA', hash },
});
const algorithms = new Map<string, Algorithm>([
  ['RS256', rsa('SHA-256')],
  ['RS384', rsa('SHA-384')],
  ['ES256', ec('P-256', 'SHA-256')],
  ['ES384', ec('P-384', 'SHA-384')],
]);

/**
 * Checks the signature with the keys at `jwksUri`. `none` and shared-secret algorithms are invalid: they prove nothing about who signed.
 */
export async function verifyIdToken(
  token: string,
  jwksUri: string | undefined,
  get: typeof fetch,
): Promise<IdentityCheck> {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const header = headerSchema.safeParse(parseJson(textOf(head)));
  const algorithm = header.success && header.data.crit === undefined ? algorithms.get(header.data.alg) : undefined;
  const signed = bytesOf(signature);
  if (!header.success || !algorithm || !signed || token.split('.').length !== 3) return 'invalid';

  const keys = jwksUri === undefined ? undefined : await fetchKeys(jwksUri, get);
  if (!keys) return 'unverified-keys-unreachable';
  for (const key of keys) {
    if ((key.use ?? 'sig') !== 'sig') continue;
    if (header.data.kid !== undefined && key.kid !== undefined && key.kid !== header.data.kid) continue;
    if (await matches(key, algorithm, signed, new TextEncoder().encode(`${head}.${payload}`))) return 'verified';
  }
  return 'invalid';
}

async function matches(
  jwk: Record<string, unknown>,
  { kty, members, key, verify }: Algorithm,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  // Only what makes the key: `key_ops` or `alg` of a careless server would make a good key unusable.
  const material = Object.fromEntries(members.map((name) => [name, jwk[name]]));
  try {
    const imported = await crypto.subtle.importKey('jwk', { kty, ...material }, key, false, ['verify']);
    return await crypto.subtle.verify(verify, imported, signature, signed);
  } catch {
    return false;
  }
}

async function fetchKeys(jwksUri: string, get: typeof fetch): Promise<z.output<typeof keySchema>[] | undefined> {
  try {
    const response = await get(jwksUri, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(10_000),
    });
    const read = keySetSchema.safeParse(response.ok ? parseJson(await response.text()) : undefined);
    if (!read.success) return undefined;
    return read.data.keys.flatMap((key) => {
      const one = keySchema.safeParse(key);
      return one.success ? [one.data] : [];
    });
  } catch {
    return undefined;
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(base64url)) return undefined;
  try {
    return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

const textOf = (base64url: string): string => new TextDecoder().decode(bytesOf(base64url));
