import { type Context, Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import type { Faults } from '../faults/faults';
import type { Host } from '../host';
import { type ProfileName, profileNames } from '../profiles/profiles';
import type { Settings } from '../settings';

const after = z.enum(['commit', 'nothing']);
const milliseconds = z.int().check(z.gte(0), z.lte(600_000));
const times = z.int().check(z.gte(1));

const act = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('refuse'),
    status: z.int().check(z.gte(400), z.lte(599)),
    body: z.optional(z.unknown()),
    retryAfter: z.optional(z.int().check(z.gte(0))),
    after: z.optional(after),
  }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds, after: z.optional(after) }),
  z.strictObject({ kind: z.literal('garbage'), after }),
  z.strictObject({ kind: z.literal('empty'), after }),
  z.strictObject({ kind: z.literal('close'), when: z.enum(['before-commit', 'after-commit', 'in-answer']) }),
]);

const on = z.strictObject({
  method: z.optional(z.string()),
  path: z.optional(z.string()),
  writes: z.optional(z.boolean()),
  nth: z.optional(times),
  every: z.optional(z.boolean()),
});

const wanted = z.strictObject({
  profile: z.optional(z.enum(profileNames as [ProfileName, ...ProfileName[]])),
  slowMs: z.optional(milliseconds),
  writesPerMinute: z.optional(times),
  faults: z.optional(z.array(z.strictObject({ on, act }))),
});

/**
 * The settings for programs, at `/settings/api`. `GET` answers `{ profile, slowMs, writesPerMinute, faults }`, each fault with how
 * often it was `seen` and `fired`. `PUT` sets what its JSON body holds and leaves the rest; `faults` replaces all there were:
 * `{ "profile": "epic-like", "faults": [{ "on": { "writes": true, "nth": 2 }, "act": { "kind": "refuse", "status": 503 } }] }`.
 * 400 for what has no meaning. Protected as the form is: who is not logged in gets 401, a page elsewhere 403, a form 415.
 */
export function settingsApi({ settings, faults, sessions, origin }: Host): Hono {
  const app = new Hono();
  app.use(onlyOwn(origin), async (context, next) =>
    sessions.userOf(context) ? next() : context.text('Log in first', 401),
  );
  const state = (context: Context) => context.json(stateOf(settings, faults));
  app.get('/', state);
  app.put('/', async (context) => {
    if (!context.req.header('content-type')?.startsWith('application/json'))
      return context.text('JSON is expected', 415);
    const read = wanted.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) return context.text(z.prettifyError(read.error), 400);
    const { faults: rules, ...others } = read.data;
    Object.assign(settings, others);
    if (rules) {
      faults.clear();
      for (const rule of rules) faults.add(rule);
    }
    return state(context);
  });
  return app;
}

/** A browser names the origin of a page that sends JSON; no other page than this host's own may. */
const onlyOwn =
  (own: string): MiddlewareHandler =>
  async (context, next) => {
    const origin = context.req.header('origin');
    return origin === undefined || origin === own ? next() : context.text('Not from another site', 403);
  };

function stateOf({ profile, slowMs, writesPerMinute }: Settings, { rules }: Faults) {
  const shown = rules.map((rule) => ({ ...rule, on: { ...rule.on, path: rule.on.path && String(rule.on.path) } }));
  return { profile, slowMs, writesPerMinute, faults: shown };
}
