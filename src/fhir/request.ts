import { badAnswer, noAnswer, redirected, refusal } from './fhir-error';
import { parseJson } from './json';
import { insideBase } from './reference';
import { fail, ok, type Result } from './result';

/** Where requests go and with what token; `accessToken` absent means an open server. */
export interface Wire {
  readonly base: string;
  readonly accessToken?: (() => Promise<string | undefined>) | undefined;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Relative to the base, or absolute and then inside it; undefined when an id was no id */
  readonly address: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Sent without the token, for what every server must show to anyone (`metadata`) */
  readonly open?: boolean;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined when the server sent no body */
  readonly body: unknown;
  readonly location: string | null;
}

/**
 * Sends one request. The token goes to the base and nowhere else: no other origin, no redirect, no cookie, no cache, no referrer.
 * An expired session (a token getter that gives undefined) is answered with F-401 without troubling the server.
 */
export async function send(wire: Wire, request: Request): Promise<Result<Answer>> {
  const url = request.address === undefined ? undefined : insideBase(wire.base, request.address);
  if (!url) return fail(badAnswer('foreign-origin'));
  const token = request.open ? undefined : await wire.accessToken?.();
  if (!request.open && wire.accessToken && token === undefined) return fail(refusal(401, undefined));

  const timeout = AbortSignal.timeout(wire.timeoutMs);
  try {
    const response = await wire.fetch(url.href, {
      method: request.method,
      headers: {
        accept: 'application/fhir+json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...request.headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    return answerOf(response, await response.text());
  } catch {
    if (request.signal?.aborted) return fail(noAnswer('cancelled'));
    return fail(noAnswer(timeout.aborted ? 'timeout' : 'offline'));
  }
}

function answerOf(response: Response, text: string): Result<Answer> {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) return fail(redirected);
  const body = text.trim() === '' ? undefined : parseJson(text);
  if (!response.ok) return fail(refusal(status, body, response.headers.get('retry-after')));
  if (body === undefined && text.trim() !== '') return fail(badAnswer('garbage', status));
  return ok({ status, body, location: response.headers.get('location') });
}
