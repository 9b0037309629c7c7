import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';
import { bytesOf, textOf } from './base64url';
import type { IdentityCheck } from './launch-context';

const headerSchema = z.looseObject({ alg: z.string(), kid: z.optional(z.string()), crit: z.optional(z.unknown()) });
const keySchema = z.looseObject({ kid: z.optional(z.string()), use: z.optional(z.string()) });
const keySetSchema = z.looseObject({ keys: z.array(z.unknown()) });

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
