import { expect, test } from 'vitest';
import { serve } from '../fhir/http-server-for-tests';
import { checkHeaders } from './header-check';

const strict =
  "default-src 'none'; script-src 'self'; frame-ancestors https://ehr.example; require-trusted-types-for 'script'; trusted-types 'none'";

test.each<[string, string | undefined, number, string[]]>([
  [
    'two policies, of the app and of a proxy before it',
    `${strict.replace(/frame-ancestors [^;]+;/, '')}, frame-ancestors https://ehr.example`,
    200,
    [],
  ],
  ['names in capitals', strict.replace('frame-ancestors', 'Frame-Ancestors'), 200, []],
  ['frames for nobody, as an empty list', strict.replace(/frame-ancestors [^;]+;/, 'frame-ancestors;'), 200, []],
  ['frames for anyone', strict.replace('https://ehr.example', '*'), 200, ['D-13']],
  ['frames for every https address', strict.replace('https://ehr.example', 'https:'), 200, ['D-13']],
  ['scripts from anywhere', strict.replace("script-src 'self'", 'script-src *'), 200, ['D-14']],
  ['scripts in addresses', strict.replace("script-src 'self'", "script-src 'self' data:"), 200, ['D-14']],
  ['a refusal of HEAD, without the headers of the page', undefined, 405, []],
  ['a login before it', undefined, 401, []],
])('a page that is served with %s', async (_, policy, status, codes) => {
  const server = await serve(() => ({ status, ...(policy ? { headers: { 'content-security-policy': policy } } : {}) }));
  expect(await checkHeaders(fetch, `${server.origin}/index.html`)).toEqual(codes);
  await server.close();
});
