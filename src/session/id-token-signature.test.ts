import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { verifyIdToken } from './id-token-signature';

async function signed(alg: string, header: Partial<JWTHeaderParameters> = { kid: 'k1' }) {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const token = await new SignJWT({ sub: 'nurse' }).setProtectedHeader({ alg, ...header }).sign(privateKey);
  return { token, key: { ...(await exportJWK(publicKey)), kid: 'k1' } };
}
const keys =
  (...list: unknown[]): typeof fetch =>
  async () =>
    Response.json({ keys: list });
const check = (token: string, get: typeof fetch) => verifyIdToken(token, 'https://ehr.example/keys', get);

test.each(['ES256', 'ES384', 'RS256', 'RS384'])(
  'a token signed with %s is verified with the right key only',
  async (alg) => {
    const { token, key } = await signed(alg);
    const other = await signed(alg);
    expect(await check(token, keys(key))).toBe('verified');
    expect(await check(token, keys('nonsense', { kty: 'oct' }, { ...other.key, kid: 'k2' }, key))).toBe('verified');
    expect(await check(token, keys(other.key))).toBe('invalid');
    expect(await check(token, keys())).toBe('invalid');
  },
);

test('a key that says more than it must is used, a key for encryption is not', async () => {
  const { token, key } = await signed('ES256');
  expect(await check(token, keys({ ...key, key_ops: ['sign'], alg: 'ES384', use: 'sig' }))).toBe('verified');
  expect(await check(token, keys({ ...key, use: 'enc' }))).toBe('invalid');
});

test('without kid in the token every fitting key is tried', async () => {
  const { token, key } = await signed('RS256', {});
  const other = await signed('RS256');
  expect(await check(token, keys(other.key, { ...key, kid: 'whatever' }))).toBe('verified');
});

test('a changed claim, a foreign signature, no signature and other algorithms are invalid', async () => {
  const { token, key } = await signed('ES256');
  const [head, , signature] = token.split('.');
  const payload = Buffer.from('{"sub":"physician"}').toString('base64url');
  expect(await check(`${head}.${payload}.${signature}`, keys(key))).toBe('invalid');
  expect(await check(token.slice(0, -4), keys(key))).toBe('invalid');
  expect(await check(new UnsecuredJWT({ sub: 'nurse' }).encode(), keys(key))).toBe('invalid');
  const secret = new TextEncoder().encode(JSON.stringify(key));
  const shared = await new SignJWT({ sub: 'nurse' }).setProtectedHeader({ alg: 'HS256' }).sign(secret);
  expect(await check(shared, keys(key))).toBe('invalid');
  for (const nonsense of ['', 'a.b.c', '..', `${token}.x`, '{}.{}.{}'])
    expect(await check(nonsense, keys(key))).toBe('invalid');
});

test('a header that must be understood and is not makes it invalid', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const head = Buffer.from('{"alg":"ES256","crit":["exp"]}').toString('base64url');
  const body = `${head}.${Buffer.from('{}').toString('base64url')}`;
  const made = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(body));
  const token = `${body}.${Buffer.from(made).toString('base64url')}`;
  expect(await check(token, keys(await exportJWK(publicKey)))).toBe('invalid');
});

test('keys that cannot be had leave it unverified', async () => {
  const { token } = await signed('ES256');
  expect(await verifyIdToken(token, undefined, fetch)).toBe('unverified-keys-unreachable');
  expect(await check(token, () => Promise.reject(new TypeError()))).toBe('unverified-keys-unreachable');
  expect(await check(token, async () => new Response('', { status: 500 }))).toBe('unverified-keys-unreachable');
  expect(await check(token, async () => new Response('<html>'))).toBe('unverified-keys-unreachable');
});
