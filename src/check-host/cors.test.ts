import { expect, test } from 'vitest';
import { createFhirClient } from '../fhir/client';
import { type Reply, serve } from '../fhir/http-server-for-tests';
import { parseScopes } from '../session/scopes';
import { tryCors } from './cors';
import { nothingMade } from './made';
import { startTrial } from './trial';

const origin = 'https://app.example.org';

/** What is found on a host that answers every preflight alike. */
async function on(headers: Record<string, string>, status = 204) {
  const server = await serve(({ method }): Reply => (method === 'OPTIONS' ? { status, headers } : { headers }));
  const client = createFhirClient({ base: `${server.origin}/fhir`, accessToken: async () => 'geheim' });
  const facts = { capabilities: undefined, scopes: parseScopes(''), refused: [] };
  const trial = startTrial(client, 'proef', facts, nothingMade());
  await tryCors(trial, origin, fetch);
  await server.close();
  const said = trial.findings.map(({ what, did }) => `${what}: ${did}`);
  return { said, cors: trial.learnt.cors, requests: server.requests };
}

const allowing = {
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'GET, POST, PUT, PATCH',
  'access-control-allow-headers': 'Authorization, Content-Type, If-Match, If-None-Exist',
};

test('a host that allows all that the app sends', async () => {
  const { said, cors, requests } = await on({ ...allowing, 'access-control-expose-headers': 'ETag' });
  expect(said).toEqual(['CORS GET POST PUT PATCH: allowed', '  readable headers: ETag']);
  expect(cors).toBe(true);
  const preflights = requests.filter(({ method }) => method === 'OPTIONS');
  expect(preflights.map(({ headers }) => headers['access-control-request-method'])).toEqual([
    'GET',
    'POST',
    'PUT',
    'PATCH',
  ]);
  expect(preflights.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
});

test('the star stands for all headers but Authorization, and for all methods', async () => {
  const star = { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' };
  const named = await on({ ...star, 'access-control-allow-headers': '*, Authorization' });
  expect(named.said[0]).toBe('CORS GET POST PUT PATCH: allowed');
  const bare = await on({ ...star, 'access-control-allow-headers': '*' });
  expect(bare.said[0]).toBe('CORS GET POST PUT PATCH: not with authorization');
  expect(bare.cors).toBe(false);
});

test('what is missing is named, by method', async () => {
  const { said } = await on({
    ...allowing,
    'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': 'authorization,content-type',
  });
  expect(said.slice(0, -1)).toEqual([
    'CORS GET: allowed',
    'CORS POST: not with if-none-exist',
    'CORS PUT: not with if-match',
    'CORS PATCH: this method is not allowed',
  ]);
  expect((await on({ ...allowing, 'access-control-allow-origin': 'https://other.example.org' })).said[0]).toMatch(
    /origin is not allowed/,
  );
  expect((await on(allowing, 403)).said[0]).toMatch(/refused \(403\)/);
});
