import type { Opened } from './build-context';
import type { SessionCode } from './error-codes';
import { type SessionError, sessionError } from './launch-context';
import { forgetSession } from './stored-state';
import { readTokenAnswer } from './token-answer';

/** A token is not used in its last seconds. */
const unusableBeforeMs = 5_000;

/** A token is refreshed before its end is warned of, so that a refusal leaves time to save. */
const refreshBeforeMs = (lifeMs = 0) => Math.max(30_000, Math.min(330_000, 0.3 * lifeMs));

export interface LiveToken {
  /** Milliseconds since 1970 */
  expiresAt(): number | undefined;
  get(): Promise<string | undefined>;
  readonly renewable: boolean;
  /** How long a token lives, in milliseconds; undefined when the server did not say */
  readonly lifeMs: number | undefined;
  ended(): SessionError | undefined;
  /** Ends the session and revokes its tokens; false when the server could not be told. */
  revoke(endpoint: string | undefined): Promise<boolean>;
}

/**
 * The access token over time. Refreshes only where the site configured it; parallel callers share one refresh, because a
 * refresh token that rotates must never be used twice.
 */
export function liveToken(
  { page, issuer, state, answer, fresh }: Opened,
  note: (code: SessionCode) => void,
): LiveToken {
  let token = answer.access_token;
  let expiresAt: number | undefined;
  let end: SessionError | undefined;
  let refreshing: Promise<void> | undefined;
  let lifeMs = seconds(answer.expires_in);

  if (fresh) startClock(answer.expires_in);
  else if (answer.expires_in !== undefined && state.expiresAt !== undefined) expiresAt = state.expiresAt * 1000;

  /** fhirclient adds an expires_in that came as a text to its clock as a text, so its `expiresAt` is set anew. */
  function startClock(expiresIn: number | undefined) {
    lifeMs = seconds(expiresIn);
    if (lifeMs === undefined) return;
    expiresAt = page.now() + lifeMs;
    state.expiresAt = Math.floor(expiresAt / 1000);
    keep();
  }

  function keep() {
    if (state.key) page.storage.setItem(state.key, JSON.stringify(state));
  }

  const forget = () => state.key && forgetSession(page.storage, state.key);

  function endWith(error: SessionError) {
    end = error;
    forget();
  }

  async function refresh(): Promise<void> {
    const part = await import('./renew-tokens').catch(() => undefined);
    if (end) return;
    const answered = await part?.renewTokens(page.fetch, state);
    if (!answered) note('D-11');
    // Closed meanwhile.
    if (end) return;
    keep();
    if (answered) take();
  }

  function take() {
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
    if (!end && left() < refreshBeforeMs(lifeMs) && mayRefresh()) {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      await refreshing;
    }
    const over = left() < unusableBeforeMs;
    if (!end && over && !mayRefresh()) endWith(sessionError('session-ended'));
    return end || over ? undefined : token;
  }

  async function revoke(endpoint: string | undefined): Promise<boolean> {
    endWith(sessionError('closed'));
    // What a refresh under way brings is to be revoked too.
    await refreshing;
    if (!endpoint) return false;
    const part = await import('./revoke-tokens').catch(() => undefined);
    return part?.revokeTokens(page.fetch, endpoint, issuer.clientId, state.tokenResponse) ?? false;
  }

  return { get, revoke, renewable: mayRefresh(), lifeMs, expiresAt: () => expiresAt, ended: () => end };
}

const seconds = (count: number | undefined) => (count === undefined ? undefined : count * 1000);
