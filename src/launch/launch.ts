import { authorize } from 'fhirclient/lib/smart.js';
import { fail, ok, type Result } from '../fhir/result';
import type { SessionCode } from '../session/error-codes';
import { findIssuer } from '../session/issuer';
import { forgetLaunchRecord, saveLaunchRecord } from '../session/launch-record';
import type { SessionPage } from '../session/session-page';
import type { Issuer, SiteConfig } from '../session/site-config';
import { smartAdapter } from '../session/smart-adapter';
import { readStoredState } from '../session/stored-state';
import { wantedScopes } from '../session/wanted-scopes';
import { discover, type SmartMetadata } from './discovery';

/** `detail` names the part of the issuer's metadata that is at fault, never its content. */
export interface LaunchFailure {
  readonly code: Extract<SessionCode, `L-${string}`>;
  readonly detail?: string;
}

export type LaunchStep =
  | { readonly kind: 'go'; readonly address: string }
  | { readonly kind: 'choose'; readonly issuers: readonly { readonly name: string; readonly address: string }[] };

/** fhirclient would let these decide where the app connects, as what, and about whom. */
const refused = ['fhirServiceUrl', 'patientId', 'clientId'];

/**
 * Decides what the launch page does: go to the login of an issuer that the site allows, or let the user choose one.
 * `iss` and `launch` come from the EHR; without them the app starts by itself (standalone launch) and the host lets the user pick a patient.
 */
export async function prepareLaunch(page: SessionPage, config: SiteConfig): Promise<Result<LaunchStep, LaunchFailure>> {
  const query = page.url.searchParams;
  const twice = ['iss', 'launch'].some((name) => query.getAll(name).length > 1);
  if (twice || refused.some((name) => query.has(name))) return fail({ code: 'L-01' });
  if (!globalThis.crypto?.subtle) return fail({ code: 'L-08' });

  const launch = query.get('launch') ?? undefined;
  const iss = query.get('iss') ?? undefined;
  if (iss !== undefined) {
    const issuer = findIssuer(config.issuers, iss);
    return issuer ? start(page, issuer, iss, launch) : fail({ code: 'L-02' });
  }
  if (launch !== undefined) return fail({ code: 'L-03' });
  const [only, another] = config.issuers;
  if (only && !another) return start(page, only, only.iss);
  return ok({ kind: 'choose', issuers: config.issuers.map((issuer) => choiceOf(page, issuer)) });
}

function choiceOf(page: SessionPage, issuer: Issuer) {
  const address = new URL(page.url.pathname, page.url.origin);
  address.searchParams.set('iss', issuer.iss);
  return { name: issuer.name ?? new URL(issuer.iss).host, address: address.href };
}

async function start(
  page: SessionPage,
  issuer: Issuer,
  iss: string,
  launch?: string,
): Promise<Result<LaunchStep, LaunchFailure>> {
  const metadata = await discover(issuer, iss, page.fetch);
  if (!metadata.ok) return metadata;
  const { capabilities = [] } = metadata.value;
  const onlyV1 = capabilities.includes('permission-v1') && !capabilities.includes('permission-v2');
  const fromEhr = launch !== undefined;
  const scope = wantedScopes(issuer, { fromEhr, onlyV1 });
  // 122 random bits from the browser's cryptography; fhirclient's own are 95 from Math.random.
  const state = crypto.randomUUID();
  const nonce = crypto.randomUUID();

  let address: string | undefined;
  try {
    const prepared = await authorize(smartAdapter(page), {
      iss,
      clientId: issuer.clientId,
      scope,
      redirectUri: new URL('index.html', page.url).href,
      stateKey: state,
      pkceMode: 'required',
      noRedirect: true,
      completeInTarget: true,
      ...(fromEhr ? { launch } : {}),
      wellKnownRequestOptions: { cache: 'force-cache', redirect: 'error', credentials: 'omit' },
      // No second opinion from the CapabilityStatement: SMART 2 deprecates it, and it knows no PKCE.
      conformanceRequestOptions: { signal: AbortSignal.abort() },
    });
    if (typeof prepared === 'string') address = loginAddress(page.storage, metadata.value, prepared, { state, nonce });
  } catch {
    // The reason is the library's text, which may quote the server.
  }
  if (address === undefined) {
    forgetLaunchRecord(page.storage);
    page.storage.removeItem(state);
    return fail({ code: 'L-10' });
  }
  const { issuer: tokenIssuer, jwks_uri: jwksUri, revocation_endpoint: revocationEndpoint } = metadata.value;
  saveLaunchRecord(page.storage, {
    state,
    startedAt: page.now(),
    nonce,
    fromEhr,
    ...(tokenIssuer === undefined ? {} : { tokenIssuer }),
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(revocationEndpoint === undefined ? {} : { revocationEndpoint }),
  });
  return ok({ kind: 'go', address });
}

/**
 * fhirclient read the metadata once more; what it found then is replaced by what was checked. Its parameters are set on the checked
 * endpoint, because it would put a second `?` behind one that has a query of its own.
 */
function loginAddress(
  storage: Storage,
  metadata: SmartMetadata,
  prepared: string,
  own: { readonly state: string; readonly nonce: string },
): string | undefined {
  const stored = readStoredState(storage, own.state);
  const parameters = new URLSearchParams(prepared.slice(prepared.lastIndexOf('?') + 1));
  if (!stored || !parameters.has('code_challenge')) return undefined;
  const { authorization_endpoint: authorizeUri, token_endpoint: tokenUri } = metadata;
  storage.setItem(own.state, JSON.stringify({ ...stored, authorizeUri, tokenUri }));
  const url = new URL(authorizeUri);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  url.searchParams.set('nonce', own.nonce);
  return url.href;
}
