import type { SessionCode } from './error-codes';

type Policy = ReadonlyMap<string, readonly string[]>;

const ANYONE = ['*', 'http:', 'https:'];
const ANY_SCRIPT = [...ANYONE, 'data:', 'blob:', "'unsafe-inline'", "'unsafe-eval'"];

/**
 * What an administrator should know of the headers that this page is served with: `frame-ancestors` works in a header alone, so the
 * page cannot protect itself. Asks the page's own address; no answer, or a refusal, says nothing.
 */
export async function checkHeaders(get: typeof fetch, address: string): Promise<SessionCode[]> {
  const answer = await get(address, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok) return [];
  const policies = policiesIn(answer.headers.get('content-security-policy') ?? '');
  const limits = (broad: readonly string[], name: string, otherwise = name) =>
    policies.some((policy) => {
      const sources = policy.get(name) ?? policy.get(otherwise);
      return sources !== undefined && !sources.some((source) => broad.includes(source));
    });
  const framed = limits(ANYONE, 'frame-ancestors');
  const scripts = limits(ANY_SCRIPT, 'script-src', 'default-src');
  const typed = policies.some((policy) => policy.get('require-trusted-types-for')?.includes("'script'"));
  return [...(framed ? [] : (['D-13'] as const)), ...(scripts && typed ? [] : (['D-14'] as const))];
}

/** Several headers reach a page as one, with commas (CSP Level 3, 2.2.2). Of a directive that is named twice the first one counts. */
const policiesIn = (header: string): Policy[] =>
  header.split(',').map((policy) => {
    const directives = policy.split(';').map((directive) => directive.trim().toLowerCase().split(/\s+/));
    return new Map(directives.reverse().map(([name = '', ...sources]) => [name, sources]));
  });
