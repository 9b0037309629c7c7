import type { Finding } from './trial';

const asked = ['authorization', 'content-type', 'if-match', 'if-none-exist'];

/** What a browser on `origin` may send: the answers to its preflights (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export async function checkCors(base: string, origin: string, get: typeof fetch): Promise<Finding[]> {
  return Promise.all(
    ['POST', 'PUT', 'PATCH'].map(async (method): Promise<Finding> => {
      const what = `CORS: ${method} from the app's origin`;
      try {
        const answer = await get(`${base}/RelatedPerson${method === 'POST' ? '' : '/x'}`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': method,
            'access-control-request-headers': asked.join(','),
          },
        });
        return { what, did: verdict(answer, origin, method) };
      } catch {
        return { what, did: 'no answer' };
      }
    }),
  );
}

function verdict({ ok, headers }: Response, origin: string, method: string): string {
  const allowed = headers.get('access-control-allow-origin');
  if (!ok || (allowed !== '*' && allowed !== origin)) return 'not allowed';
  const list = (name: string) => (headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
  if (method !== 'POST' && !list('access-control-allow-methods').includes(method.toLowerCase()))
    return 'method not allowed';
  const missing = asked.filter((name) => !list('access-control-allow-headers').includes(name));
  return missing.length === 0 ? 'allowed' : `allowed without ${missing.join(', ')}`;
}
