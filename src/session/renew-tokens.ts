import type { fhirclient } from 'fhirclient/lib/types.js';
import { parseJson } from '../fhir/json';

/**
 * Asks the server for a new token and puts its answer into the state; false when none came. Not with fhirclient, which refuses when the
 * server did not repeat the scope, and forgets the refresh token when the server is out of reach.
 * https://www.rfc-editor.org/rfc/rfc6749#section-6: a public client says who it is.
 */
export async function renewTokens(post: typeof fetch, state: fhirclient.ClientState): Promise<boolean> {
  const { tokenUri, clientId = '', tokenResponse: before } = state;
  const refreshToken = before?.refresh_token;
  if (!tokenUri || !refreshToken) return false;
  try {
    const response = await post(tokenUri, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId }),
      cache: 'no-store',
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) {
      // A server that cannot just now, or is asked too often, has refused nothing.
      if (response.status < 500 && response.status !== 429) delete before.refresh_token;
      return false;
    }
    const given = parseJson(await response.text());
    if (!hasToken(given)) return false;
    state.tokenResponse = { ...before, ...given };
    return true;
  } catch {
    return false;
  }
}

const hasToken = (given: unknown): given is fhirclient.TokenResponse =>
  typeof given === 'object' && given !== null && 'access_token' in given && Boolean(given.access_token);
