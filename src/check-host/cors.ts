import { note, type Trial } from './trial';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH'];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  GET: ['authorization'],
  POST: ['authorization', 'content-type', 'if-none-exist'],
  PUT: ['authorization', 'content-type', 'if-match'],
  PATCH: ['authorization', 'content-type', 'if-match'],
};
/** What a script may use without being allowed to: https://fetch.spec.whatwg.org/#cors-safelisted-method */
const SIMPLE = ['GET', 'POST'];

/** What a browser on `origin` may send and read: https://fetch.spec.whatwg.org/#http-cors-protocol. Only questions, nothing is written. */
export async function tryCors(trial: Trial, origin: string, get: typeof fetch): Promise<void> {
  const { base } = trial.client;
  const byVerdict = new Map<string, string[]>();
  for (const method of METHODS) {
    const verdict = await preflight(`${base}/RelatedPerson${SIMPLE.includes(method) ? '' : '/x'}`, origin, method, get);
    byVerdict.set(verdict, [...(byVerdict.get(verdict) ?? []), method]);
  }
  for (const [verdict, methods] of byVerdict) {
    const so = verdict === 'allowed' ? 'a browser may send it' : 'A BROWSER DOES NOT SEND IT';
    note(trial, `CORS ${methods.join(' ')}`, '', verdict, so);
  }
  trial.learnt.cors = byVerdict.size === 1 && byVerdict.has('allowed');
  const exposed = await exposedBy(trial, origin, get);
  note(trial, '  readable headers', '', exposed, 'not needed: bodies are read');
}

async function preflight(address: string, origin: string, method: string, get: typeof fetch): Promise<string> {
  const asked = HEADERS[method] ?? [];
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': asked.join(','),
  };
  const answer = await get(address, { method: 'OPTIONS', headers, redirect: 'manual' }).catch(() => undefined);
  if (!answer) return 'no answer';
  if (!answer.ok) return `refused (${answer.status})`;
  const listed = (name: string) => (answer.headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
  const [allowed] = listed('access-control-allow-origin');
  if (allowed !== '*' && allowed !== origin.toLowerCase()) return 'this origin is not allowed';
  const methods = listed('access-control-allow-methods');
  if (!SIMPLE.includes(method) && !methods.includes('*') && !methods.includes(method.toLowerCase()))
    return 'this method is not allowed';
  const names = listed('access-control-allow-headers');
  // The star stands for every header but this one.
  const missing = asked.filter((name) => !names.includes(name) && (name === 'authorization' || !names.includes('*')));
  return missing.length === 0 ? 'allowed' : `not with ${missing.join(', ')}`;
}

async function exposedBy({ client, patient }: Trial, origin: string, get: typeof fetch): Promise<string> {
  const token = await client.wire.accessToken?.();
  const headers = { origin, accept: 'application/fhir+json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const address = `${client.base}/Patient/${patient}`;
  const answer = await get(address, { headers, redirect: 'manual' }).catch(() => undefined);
  await answer?.body?.cancel();
  const names = answer?.headers.get('access-control-expose-headers') ?? '';
  const told = ['ETag', 'Location'].filter((name) => names === '*' || new RegExp(`\\b${name}\\b`, 'i').test(names));
  return told.length > 0 ? told.join(', ') : 'neither ETag nor Location';
}
