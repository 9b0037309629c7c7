import type Client from 'fhirclient/lib/Client.js';

/** Asks the server for a new token, which fhirclient then holds; false when none came. */
export async function renewTokens(client: Client, kind: string): Promise<boolean> {
  const { state } = client;
  const before = { ...state.tokenResponse };
  const refreshToken = before.refresh_token;
  try {
    // fhirclient refuses to refresh when the answer did not repeat the scope. It looks at once, so this can be undone at once.
    state.tokenResponse = { ...before, scope: `${kind}_access` };
    const task = client.refresh({
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(20_000),
    });
    state.tokenResponse = before;
    await task;
    return true;
  } catch (reason) {
    // fhirclient drops the refresh token at any failure; a server that was not reached has refused nothing.
    if (refreshToken && !isRefusal(reason)) state.tokenResponse = { ...before, refresh_token: refreshToken };
    return false;
  }
}

/** The server answered, and it is not that it cannot just now. */
const isRefusal = (reason: unknown): boolean =>
  reason instanceof Error && 'status' in reason && typeof reason.status === 'number' && reason.status < 500;
