import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { refuse } from '../store/answer';
import type { Act, Faults } from './faults';

type Bindings = { incoming?: IncomingMessage } | undefined;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Lets the faults of the host strike its requests. Put it behind the CORS rules, or a browser would only see those fail. */
export function striking(faults: Faults): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req;
    const act = method === 'OPTIONS' ? undefined : faults.strike(method, context.req.path);
    if (!act) return next();
    if (act.kind === 'delay') {
      await wait(act.ms);
      return next();
    }
    if (act.kind === 'refuse')
      return context.newResponse(JSON.stringify(outcomeOf(act)), act.status as ContentfulStatusCode, headersOf(act));
    const commits = act.kind === 'close' ? act.when === 'after-commit' : act.after === 'commit';
    if (commits) await next();
    if (act.kind === 'close') {
      (context.env as Bindings)?.incoming?.socket.destroy();
      return context.body(null, 500);
    }
    context.res = undefined;
    context.res = context.newResponse(act.kind === 'garbage' ? '<html><body>Gateway</body></html>' : null);
    return undefined;
  };
}

const outcomeOf = ({ status }: Extract<Act, { kind: 'refuse' }>) =>
  refuse(status, status >= 500 ? 'transient' : 'processing', 'This host refuses on request').body;

const headersOf = ({ retryAfter }: Extract<Act, { kind: 'refuse' }>): Record<string, string> => ({
  'Content-Type': 'application/fhir+json',
  ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
});
