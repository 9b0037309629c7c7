import type { SessionCode } from './error-codes';

const INLINE = /'unsafe-(inline|eval)'/;

/**
 * What an administrator should know of the headers that this page is served with: `frame-ancestors` works in a header alone, so the
 * page cannot protect itself. Asks the page's own address; no answer says nothing.
 */
export async function checkHeaders(get: typeof fetch, address: string): Promise<SessionCode[]> {
  let policy: string;
  try {
    const answer = await get(address, { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
    policy = answer.headers.get('content-security-policy') ?? '';
  } catch {
    return [];
  }
  const directive = (name: string) =>
    policy
      .split(';')
      .map((one) => one.trim())
      .find((one) => one.startsWith(`${name} `));
  const scripts = directive('script-src') ?? directive('default-src');
  const strict =
    scripts !== undefined &&
    !INLINE.test(scripts) &&
    directive('require-trusted-types-for')?.includes("'script'") === true;
  return [...(directive('frame-ancestors') ? [] : (['D-13'] as const)), ...(strict ? [] : (['D-14'] as const))];
}
