import type { MiddlewareHandler } from 'hono';

/** One request as this host saw it. Parameter names without their values: those may be about persons. */
export type LoggedRequest = { method: string; path: string; status: number; time: string };

/** Keeps a list of requests in memory, never in a file. */
export function requestLogger(log: LoggedRequest[], now: () => Date): MiddlewareHandler {
  return async (context, next) => {
    const url = new URL(context.req.url);
    const names = [...new Set(url.searchParams.keys())].join('&');
    const path = names === '' ? url.pathname : `${url.pathname}?${names}`;
    const entry: LoggedRequest = { method: context.req.method, path, status: 0, time: now().toISOString() };
    log.push(entry);
    await next();
    entry.status = context.res.status;
  };
}
