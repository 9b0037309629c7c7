import type { Opened } from './build-context';
import type { SessionCode } from './error-codes';
import { type SessionError, sessionError } from './launch-context';
import { forgetSession } from './stored-state';
import { readTokenAnswer } from './token-answer';

/** A token is refreshed this long before its end, and not used in its last seconds. */
const refreshBeforeMs = 30_000;
const unusableBeforeMs = 5_000;

export interface LiveToken {
  /** Milliseconds since 1970 */
  expiresAt(): number | undefined;
  get(): Promise<string | undefined>;
  readonly renewable: boolean;
  ended(): SessionError | undefined;
  /** Ends the session and revokes its tokens; false when the server could not be told. */
  revoke(endpoint: string | undefined): Promise<boolean>;
}

/**
 * The access token over time. Refreshes only where the site configured it; parallel callers share one refresh (fhirclient sees to
 * it), because a refresh token that rotates must never be used twice.
 */
export function liveToken(
  { page, issuer, client, answer, fresh }: Opened,
  note: (code: SessionCode) => void,
): LiveToken {
  const { state } = client;
  let token = answer.access_token;
  let expiresAt: number | undefined;
  let end: SessionError | undefined;

  if (fresh) startClock(answer.expires_in);
  else if (answer.expires_in !== undefined && state.expiresAt !== undefined) expiresAt = state.expiresAt * 1000;

  /** fhirclient adds an expires_in that came as a text to its clock as a text, so its `expiresAt` is set anew. */
  function startClock(seconds: number | undefined) {
    if (seconds === undefined) return;
    expiresAt = page.now() + seconds * 1000;
    state.expiresAt = Math.floor(expiresAt / 1000);
    if (state.key) page.storage.setItem(state.key, JSON.stringify(state));
  }

  function endWith(error: SessionError) {
    end = error;
    if (state.key) forgetSession(page.storage, state.key);
  }

  async function refresh(): Promise<void> {
    const before = state.tokenResponse ?? {};
    try {
      // fhirclient refuses to refresh when the answer did not repeat the scope. It looks at once, so this can be undone at once.
      state.tokenResponse = { ...before, scope: `${issuer.refresh}_access` };
      const task = client.refresh({
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(20_000),
      });
      state.tokenResponse = before;
      await task;
    } catch {
      note('D-11');
      return;
    }
    const renewed = readTokenAnswer(state.tokenResponse);
    if (!renewed) return endWith(sessionError('session-ended'));
    if (renewed.patient !== answer.patient) return endWith(sessionError('patient-changed'));
    token = renewed.access_token;
    startClock(renewed.expires_in);
  }

  // Without a lock on the session a duplicated tab could use the same refresh token.
  const mayRefresh = () =>
    issuer.refresh !== 'none' && page.locks !== undefined && state.tokenResponse?.refresh_token !== undefined;

  async function get(): Promise<string | undefined> {
    const left = () => (expiresAt === undefined ? Number.POSITIVE_INFINITY : expiresAt - page.now());
    if (!end && left() < refreshBeforeMs && mayRefresh()) await refresh();
    if (!end && left() < unusableBeforeMs) endWith(sessionError('session-ended'));
    return end ? undefined : token;
  }

  async function revoke(endpoint: string | undefined): Promise<boolean> {
    const refreshToken = state.tokenResponse?.refresh_token;
    endWith(sessionError('closed'));
    if (!endpoint) return false;
    const part = await import('./revoke-tokens').catch(() => undefined);
    return part?.revokeTokens(page.fetch, endpoint, issuer.clientId, { token, refreshToken }) ?? false;
  }

  return { get, revoke, renewable: mayRefresh(), expiresAt: () => expiresAt, ended: () => end };
}
