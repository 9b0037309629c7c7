import { expect, test } from 'vitest';
import { serve } from '../fhir/http-server-for-tests';
import { checkHeaders } from './header-check';

const strict =
  "default-src 'none'; script-src 'self'; frame-ancestors https://ehr.example; require-trusted-types-for 'script'; trusted-types 'none'";

test.each([
  ['all of it', strict, []],
  ['nothing', undefined, ['D-13', 'D-14']],
  ['no frame-ancestors', strict.replace(/frame-ancestors [^;]+;/, ''), ['D-13']],
  ['inline scripts', strict.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"), ['D-14']],
  ['eval', strict.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"), ['D-14']],
  ['no trusted types', strict.replace(/require-trusted-types-for [^;]+;/, ''), ['D-14']],
])('a page that is served with %s', async (_, policy, codes) => {
  const server = await serve(() => (policy ? { headers: { 'content-security-policy': policy } } : {}));
  expect(await checkHeaders(fetch, `${server.origin}/index.html`)).toEqual(codes);
  await server.close();
});

test('no answer says nothing', async () => {
  expect(await checkHeaders(fetch, 'http://127.0.0.1:9/')).toEqual([]);
});
