/** Asks the server to forget the tokens (RFC 7009); false when it could not be told. */
export async function revokeTokens(
  post: typeof fetch,
  endpoint: string,
  clientId: string,
  given: { readonly access_token?: string; readonly refresh_token?: string } = {},
): Promise<boolean> {
  const hints = ['access_token', 'refresh_token'] as const;
  const tokens = hints.flatMap((hint) => (given[hint] ? [[hint, given[hint]]] : []));
  const answers = await Promise.allSettled(
    tokens.map(([hint = '', value = '']) =>
      post(endpoint, {
        method: 'POST',
        body: new URLSearchParams({ token: value, token_type_hint: hint, client_id: clientId }),
        redirect: 'error',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // The window may close before the answer comes.
        keepalive: true,
        signal: AbortSignal.timeout(5_000),
      }),
    ),
  );
  return answers.every((one) => one.status === 'fulfilled' && one.value.ok);
}
