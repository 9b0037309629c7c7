import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';
import { trimBase } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import { endpointOf, type IssuerEntry } from '../session/issuer';
import type { LaunchFailure } from './launch';

/** https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#metadata, as far as the app uses it */
const schema = z.looseObject({
  issuer: z.optional(z.string()),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.optional(z.string()),
  revocation_endpoint: z.optional(z.string()),
  code_challenge_methods_supported: z.optional(z.array(z.string())),
  capabilities: z.optional(z.array(z.string())),
});
export type SmartMetadata = z.output<typeof schema>;

const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'revocation_endpoint'] as const;

/**
 * Fetches the issuer's SMART metadata and refuses it as a whole when PKCE is not offered or an endpoint lies where neither the issuer
 * nor the site put it. Endpoints come back absolute.
 */
export async function discover(
  issuer: IssuerEntry,
  fhirBase: string,
  get: typeof fetch,
): Promise<Result<SmartMetadata, LaunchFailure>> {
  let text: string;
  try {
    const response = await get(`${trimBase(fhirBase)}/.well-known/smart-configuration`, discoveryRequest());
    if (!response.ok) return fail({ code: 'L-04' });
    text = await response.text();
  } catch {
    return fail({ code: 'L-04' });
  }
  const read = schema.safeParse(parseJson(text));
  if (!read.success) return fail({ code: 'L-05' });
  const metadata = { ...read.data };
  if (!metadata.code_challenge_methods_supported?.includes('S256')) return fail({ code: 'L-06' });
  for (const name of endpoints) {
    const address = metadata[name];
    if (address === undefined) continue;
    const endpoint = endpointOf(issuer, address);
    if (!endpoint) return fail({ code: 'L-07', detail: name });
    metadata[name] = endpoint;
  }
  return ok(metadata);
}

/** The headers are those of fhirclient, which asks the same again and is then served from the browser's cache. */
const discoveryRequest = (): RequestInit => ({
  headers: { accept: 'application/json' },
  cache: 'no-cache',
  redirect: 'error',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  signal: AbortSignal.timeout(10_000),
});
