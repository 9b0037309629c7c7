import { expect, test } from 'vitest';
import { renewTokens } from './renew-tokens';

const given = { access_token: 'old', refresh_token: 'once', patient: 'ann', scope: 'launch' };
const stateOf = () => ({
  serverUrl: 'https://ehr.example.org/fhir',
  tokenUri: 'https://ehr.example.org/token',
  clientId: 'kindreflex app',
  tokenResponse: { ...given },
});

test('the answer is added to what is known: a server need not repeat patient or scope', async () => {
  const state = stateOf();
  const asked: { address: string; init: RequestInit }[] = [];
  const post = async (address: unknown, init: RequestInit = {}) => {
    asked.push({ address: String(address), init });
    return Response.json({ access_token: 'new', refresh_token: 'next', expires_in: 60 });
  };
  expect(await renewTokens(post, state)).toBe(true);
  expect(state.tokenResponse).toEqual({ ...given, access_token: 'new', refresh_token: 'next', expires_in: 60 });
  const [{ address, init } = { address: '', init: {} }] = asked;
  expect(address).toBe(state.tokenUri);
  expect(Object.fromEntries(new URLSearchParams(String(init.body)))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'once',
    client_id: 'kindreflex app',
  });
  expect(init).toMatchObject({ method: 'POST', redirect: 'error', credentials: 'omit', cache: 'no-store' });
});

const answers: [string, () => Promise<Response>, boolean][] = [
  [
    'a refusal forgets the refresh token',
    async () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
    false,
  ],
  ['a server that cannot just now has refused nothing', async () => new Response('', { status: 503 }), true],
  ['a server that is asked too often has refused nothing', async () => new Response('', { status: 429 }), true],
  ['a server out of reach has refused nothing', () => Promise.reject(new TypeError('Failed to fetch')), true],
  ['an answer without a token is none', async () => Response.json({ expires_in: 60 }), true],
  ['an answer that is no JSON is none', async () => new Response('<p>Login</p>'), true],
  ['an answer that is no object is none', async () => Response.json(null), true],
];
test.each(answers)('%s', async (_, post, kept) => {
  const state = stateOf();
  expect(await renewTokens(post, state)).toBe(false);
  const { refresh_token, ...rest } = given;
  expect(state.tokenResponse).toEqual(kept ? { ...rest, refresh_token } : rest);
});

test('without a refresh token nothing is asked', async () => {
  const post = () => Promise.reject(new Error('asked'));
  expect(await renewTokens(post, { ...stateOf(), tokenResponse: { access_token: 'old' } })).toBe(false);
});
