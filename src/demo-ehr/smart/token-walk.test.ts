import { beforeEach, expect, test } from 'vitest';
import { Grants } from './grants';
import { walkToken } from './token-walk';

const client = { id: 'kindreflex', name: 'Kindreflex', redirectUris: ['http://a/'], launchUrl: '', origin: '' };
const other = { ...client, id: 'other' };
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

let time = new Date();
let grants = new Grants(() => time);
const newGrant = () => ({
  clientId: 'kindreflex',
  scopes: ['online_access', 'patient/RelatedPerson.rs'],
  context: { user: 'nurse' as const, needPatientBanner: true },
  isRevoked: false,
});
const ask = (form: Record<string, string>, by: typeof client | undefined = client) =>
  walkToken({ form: new URLSearchParams(form), client: by, grants });
const codeForm = (code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: 'http://a/',
  code_verifier: verifier,
});
const newCode = (grant = newGrant()) => grants.issueCode({ grant, redirectUri: 'http://a/', challenge });

beforeEach(() => {
  time = new Date('2026-11-24T10:00:00Z');
  grants = new Grants(() => time);
});

test('a code is exchanged once; the second time revokes what it gave', () => {
  const grant = newGrant();
  const code = newCode(grant);
  expect(ask(codeForm(code))).toMatchObject({ scopes: grant.scopes });
  const access = grants.issueAccess(grant, grant.scopes, 3600);
  expect(grants.access(access)).toBeDefined();
  expect(ask(codeForm(code))).toMatchObject({ error: 'invalid_grant' });
  expect(grants.access(access)).toBeUndefined();
});

test.each([
  ['an unknown grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
  ['an unknown code', { code: 'made-up' }, 'invalid_grant'],
  ['another redirect_uri', { redirect_uri: 'http://b/' }, 'invalid_grant'],
  ['a wrong verifier', { code_verifier: verifier.replace('d', 'e') }, 'invalid_grant'],
  ['the challenge as verifier', { code_verifier: challenge }, 'invalid_grant'],
  ['no verifier', { code_verifier: '' }, 'invalid_grant'],
])('%s is refused', (_name, change, error) => {
  expect(ask({ ...codeForm(newCode()), ...change })).toMatchObject({ error });
});

test('what is unknown is said to be unknown', () => {
  const unknown = { description: expect.stringContaining('unknown') };
  expect(ask(codeForm('made-up'))).toMatchObject(unknown);
  expect(ask({ grant_type: 'refresh_token', refresh_token: 'made-up' })).toMatchObject(unknown);
});

test('a parameter given twice is refused', () => {
  const form = new URLSearchParams([...Object.entries(codeForm(newCode())), ['code_verifier', verifier]]);
  expect(walkToken({ form, client, grants })).toMatchObject({ error: 'invalid_request' });
});

test('a wrong verifier does not spend the code', () => {
  const code = newCode();
  ask({ ...codeForm(code), code_verifier: challenge });
  expect(ask(codeForm(code))).toHaveProperty('grant');
});

test('a code lives 60 seconds', () => {
  const code = newCode();
  time = new Date('2026-11-24T10:01:00Z');
  expect(ask(codeForm(code))).toMatchObject({ error: 'invalid_grant' });
});

test('without a registered client_id nothing is given', () => {
  const unknown = walkToken({ form: new URLSearchParams(codeForm(newCode())), client: undefined, grants });
  expect(unknown).toMatchObject({ error: 'invalid_client', status: 401 });
  expect(ask(codeForm(newCode()), other)).toMatchObject({ error: 'invalid_grant' });
});

test('a refresh token rotates; the old one revokes the family', () => {
  const grant = newGrant();
  const form = { grant_type: 'refresh_token', refresh_token: grants.issueRefresh(grant) };
  expect(ask(form)).toMatchObject({ scopes: grant.scopes });
  const next = grants.issueRefresh(grant);
  expect(ask(form)).toMatchObject({ error: 'invalid_grant' });
  expect(grant.isRevoked).toBe(true);
  expect(ask({ ...form, refresh_token: next })).toMatchObject({ error: 'invalid_grant' });
});

test('a refresh may narrow the scopes, not widen them', () => {
  const form = () => ({ grant_type: 'refresh_token', refresh_token: grants.issueRefresh(newGrant()) });
  expect(ask({ ...form(), scope: 'patient/RelatedPerson.r' })).toMatchObject({ scopes: ['patient/RelatedPerson.r'] });
  expect(ask({ ...form(), scope: 'patient/RelatedPerson.cruds' })).toMatchObject({ error: 'invalid_scope' });
});

test('a refresh token of another client, or an expired one, is refused and not spent', () => {
  const form = { grant_type: 'refresh_token', refresh_token: grants.issueRefresh(newGrant()) };
  expect(ask(form, other)).toMatchObject({ error: 'invalid_grant' });
  expect(ask(form)).toHaveProperty('grant');
  const old = { grant_type: 'refresh_token', refresh_token: grants.issueRefresh(newGrant()) };
  time = new Date('2026-11-24T22:00:00Z');
  expect(ask(old)).toMatchObject({ error: 'invalid_grant' });
});

test('an access token ends on time', () => {
  const token = grants.issueAccess(newGrant(), [], 3600);
  time = new Date('2026-11-24T10:59:59Z');
  expect(grants.access(token)).toBeDefined();
  time = new Date('2026-11-24T11:00:00Z');
  expect(grants.access(token)).toBeUndefined();
});
