import { Hono } from 'hono';
import type { Act, Faults, Occasion } from '../faults/faults';
import { isProfileName, type ProfileName } from '../profiles/profiles';
import type { Settings } from '../settings';

type Wanted = { profile?: ProfileName; faults?: { on: Occasion & { path?: string }; act: Act }[] };

/**
 * The settings for programs: `GET` tells the profile and the faults with how often each fired, `PUT` sets them from
 * `{ "profile": "epic-like", "faults": [{ "on": { "method": "POST", "nth": 2 }, "act": { "kind": "refuse", "status": 503 } }] }`.
 * JSON alone: a page elsewhere cannot send that without a preflight, and none is answered here.
 */
export function settingsApi(settings: Settings, faults: Faults): Hono {
  const app = new Hono();
  const state = () => ({ profile: settings.profile, faults: faults.rules });
  app.get('/', (context) => context.json(state()));
  app.put('/', async (context) => {
    if (!context.req.header('content-type')?.startsWith('application/json'))
      return context.text('JSON is expected', 415);
    const wanted = (await context.req.json().catch(() => undefined)) as Wanted | undefined;
    if (!wanted || typeof wanted !== 'object') return context.text('This is no JSON object', 400);
    const { profile, faults: rules } = wanted;
    if (profile !== undefined && !isProfileName(profile)) return context.text('There is no such profile', 400);
    if (rules !== undefined && !(Array.isArray(rules) && rules.every(isRule)))
      return context.text('Each fault needs "on" and "act"', 400);
    if (profile) settings.profile = profile;
    if (rules) {
      faults.clear();
      for (const { on, act } of rules) faults.add({ on, act });
    }
    return context.json(state());
  });
  return app;
}

const isRule = (rule: unknown): boolean =>
  typeof rule === 'object' && rule !== null && 'on' in rule && 'act' in rule && kinds.includes(kindOf(rule.act));

const kindOf = (act: unknown): unknown => (typeof act === 'object' && act !== null && 'kind' in act ? act.kind : '');
const kinds: readonly unknown[] = ['refuse', 'delay', 'garbage', 'empty', 'close'];
