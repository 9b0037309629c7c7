import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a route answers; a function may do anything with the connection. */
export type Answer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | object;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/**
 * A small server on loopback. `routes` holds, by method and path, the answers that it gives in turn; the last of them stays. What is in no
 * route is 404. An Answer in which `BASE` stands gets the address of the server there.
 */
export async function startBulkServer(routes: Record<string, readonly Answer[]>): Promise<{
  readonly origin: string;
  readonly base: string;
  readonly routes: Record<string, readonly Answer[]>;
  readonly seen: Seen[];
  asked(route: string): Seen[];
  stop(): Promise<void>;
}> {
  const seen: Seen[] = [];
  const turns = new Map<string, number>();
  let origin = '';
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const route = `${request.method} ${pathname}`;
    seen.push({
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    const turn = turns.get(route) ?? 0;
    turns.set(route, turn + 1);
    const answers = routes[route] ?? [{ status: 404 }];
    const answer = answers[Math.min(turn, answers.length - 1)] ?? { status: 404 };
    if (typeof answer === 'function') return answer(request, response);
    const filled = (text: string) => text.replaceAll('BASE', `${origin}/fhir`);
    const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, filled(value)] as const);
    const body = typeof answer.body === 'object' ? JSON.stringify(answer.body) : (answer.body ?? '');
    response.writeHead(answer.status, Object.fromEntries(headers)).end(filled(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    base: `${origin}/fhir`,
    routes,
    seen,
    asked: (route) => seen.filter(({ method, path }) => `${method} ${path}` === route),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const EXPORT = 'GET /fhir/$export';
export const STATUS = 'GET /fhir/status';
export const LET_GO = 'DELETE /fhir/status';

export const started: Answer = { status: 202, headers: { 'content-location': 'BASE/status' } };
export const running: Answer = { status: 202, headers: { 'retry-after': '7' } };
export const letGo: Answer = { status: 202 };

/** A finished export of these files, each `[type, path]` or `[type, path, count]` */
export const ready = (
  output: readonly (readonly [type: string, path: string, count?: number])[],
  more: object = {},
): Answer => ({
  status: 200,
  body: {
    transactionTime: '2026-11-24T10:00:00Z',
    requiresAccessToken: true,
    output: output.map(([type, path, count]) => ({ type, url: `BASE/${path}`, ...(count ? { count } : {}) })),
    error: [],
    ...more,
  },
});

/** Resources as a file of the export */
export const ndjson = (...resources: readonly object[]): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/fhir+ndjson' },
  body: resources.map((resource) => `${JSON.stringify(resource)}\n`).join(''),
});
