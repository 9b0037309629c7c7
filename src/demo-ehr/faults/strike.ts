import type { IncomingMessage } from 'node:http';
import { refuse } from '../store/answer';
import type { Act, Faults, Seen } from './faults';

/** What Hono's Node server hands on beside the request. */
type Connection = { incoming?: Pick<IncomingMessage, 'socket'> } | undefined;

export type Striking = {
  faults: Faults;
  wait: (ms: number) => Promise<void>;
  connection: unknown;
  request: Seen;
};

/** Carries a request out by `go`, unless a fault of the host strikes before, after or instead. Call it behind the CORS rules, or a browser would only see those fail. */
export async function strike({ faults, wait, connection, request }: Striking, go: () => Promise<Response>) {
  const act = faults.strike(request);
  if (!act) return go();
  if (act.kind === 'delay') {
    if (act.after !== 'commit') await wait(act.ms);
    const answer = await go();
    if (act.after === 'commit') await wait(act.ms);
    return answer;
  }
  if (act.kind === 'close') return close(act.when, connection as Connection, go);
  if (act.after === 'commit') await go();
  return answerTo(act, request.path);
}

/** The socket is destroyed, so that nothing of what is returned here arrives, or only half of the body. */
async function close(
  when: 'before-commit' | 'after-commit' | 'in-answer',
  connection: Connection,
  go: () => Promise<Response>,
) {
  const destroy = () => connection?.incoming?.socket.destroy();
  const answer = when === 'before-commit' ? new Response(null) : await go();
  if (when === 'in-answer') return half(answer, destroy);
  destroy();
  return new Response(null);
}

/** The same answer, of which only the first half of the body arrives. */
async function half(answer: Response, destroy: () => void): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length / 2));
      // A moment in which what was sent gets on its way.
      await new Promise((resolve) => setTimeout(resolve, 20));
      destroy();
      controller.close();
    },
  });
  const headers = new Headers(answer.headers);
  headers.set('Content-Length', String(Math.max(bytes.length, 2)));
  return new Response(body, { status: answer.status, headers });
}

/** What is sent instead. */
function answerTo(act: Exclude<Act, { kind: 'delay' | 'close' }>, path: string): Response {
  if (act.kind === 'garbage') return new Response('<html><body>Gateway</body></html>', asHtml);
  if (act.kind !== 'refuse') return new Response(null);
  const isToken = path === '/auth/token';
  const body = act.body ?? (isToken ? oauthError(act.status) : outcome(act.status));
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status: act.status,
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': isToken ? 'application/json' : 'application/fhir+json; charset=utf-8',
      ...(act.retryAfter === undefined ? {} : { 'Retry-After': String(act.retryAfter) }),
    },
  });
}

const asHtml = { headers: { 'Content-Type': 'text/html; charset=utf-8' } };

const outcome = (status: number) =>
  refuse(status, status >= 500 ? 'transient' : 'processing', 'This host refuses on request').body;

const oauthError = (status: number) => ({ error: status >= 500 ? 'temporarily_unavailable' : 'invalid_grant' });
