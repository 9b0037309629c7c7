import { type Context, Hono } from 'hono';
import { pickerPage } from '../chart/picker-page';
import { createRecordReader } from '../chart/record-reader';
import { refusalPage } from '../chart/refusal-page';
import type { Host } from '../host';
import type { Authorization } from './authorize-walk';
import type { LaunchContext } from './launches';
import { invalidRequest } from './oauth-error';
import { randomToken } from './random-token';
import { runningEncounter } from './running-encounter';

type Pending = { authorization: Authorization; expires: number };
type SendCode = (context: Context, authorization: Authorization, launched: LaunchContext) => Response;

const life = 10 * 60_000;

/** An app that starts by itself: the host asks who you are and which client it is about, then sends the code. */
export function createStandalone(host: Host, sendCode: SendCode) {
  const pending = new Map<string, Pending>();
  const routes = new Hono();
  const record = createRecordReader(host.backend, host.fhirBase);

  function begin(context: Context, authorization: Authorization): Response {
    const time = host.now().getTime();
    for (const [id, { expires }] of pending) if (expires <= time) pending.delete(id);
    const id = randomToken();
    pending.set(id, { authorization, expires: time + life });
    return context.redirect(`/auth/standalone?pending=${id}`, 303);
  }

  const waiting = (id: string | undefined) => {
    const found = pending.get(id ?? '');
    return found && found.expires > host.now().getTime() ? found.authorization : undefined;
  };
  const gone = (context: Context) =>
    context.html(refusalPage(invalidRequest('This authorization is no longer waiting')), 400);

  routes.get('/auth/standalone', async (context) => {
    const id = context.req.query('pending') ?? '';
    const authorization = waiting(id);
    if (!authorization) return gone(context);
    const user = host.sessions.userOf(context);
    if (!user) return context.redirect(`/login?next=${encodeURIComponent(`/auth/standalone?pending=${id}`)}`, 303);
    if (authorization.scopes.includes('launch/patient')) {
      return context.html(pickerPage(user, id, authorization.client.name, await record.list('Patient')));
    }
    pending.delete(id);
    return sendCode(context, authorization, { user, needPatientBanner: true });
  });

  routes.post('/auth/standalone', async (context) => {
    const form = await context.req.parseBody();
    const id = String(form.pending);
    const authorization = waiting(id);
    const user = host.sessions.userOf(context);
    const patient = await record.read('Patient', String(form.patient));
    if (!authorization || !user || patient?.id === undefined) return gone(context);
    pending.delete(id);
    const wantsEncounter = authorization.scopes.includes('launch/encounter');
    const encounter = wantsEncounter ? await runningEncounter(record, patient.id) : undefined;
    return sendCode(context, authorization, { user, patient: patient.id, encounter, needPatientBanner: true });
  });

  return { begin, routes };
}
