import type { Bundle, Practitioner } from 'fhir/r4';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import type { Host } from '../host';
import type { Role } from '../settings';
import { isRestricted } from '../smart/compartment';
import { runningEncounter } from '../smart/running-encounter';
import { requestTo } from '../store/request';
import { isKnownType } from '../store/search-parameters';
import { readChart } from './chart-data';
import { chartPage } from './chart-page';
import { framePage } from './frame-page';
import { historyPage } from './history-page';
import css from './host.css?raw';
import { launchAddress } from './launch-address';
import { loginPage } from './login-page';
import { patientsPage } from './patients-page';
import { createRecordReader } from './record-reader';
import { settingsApi } from './settings-api';
import { readSettings, settingsPage } from './settings-page';
import { nameOf } from './shown';

type Handler = (context: Context, user: Role) => Response | Promise<Response>;

/** The host's own screens. */
export function chartRoutes(host: Host): Hono {
  const app = new Hono();
  const record = createRecordReader(host.backend, host.fhirBase);
  const hides = (user: Role) => host.settings.hideRestrictedFrom.includes(user);
  const loggedIn = (handler: Handler) => (context: Context) => {
    const user = host.sessions.userOf(context);
    if (user) return handler(context, user);
    return context.redirect(
      `/login?next=${encodeURIComponent(context.req.method === 'GET' ? context.req.path : '/patients')}`,
      303,
    );
  };
  const launch = async (context: Context, user: Role, patientId: string, needPatientBanner: boolean) => {
    const session = host.sessions.idOf(context);
    const encounter = await runningEncounter(record, patientId);
    return launchAddress(host, { user, session, patient: patientId, encounter, needPatientBanner });
  };

  for (const path of ['/login', '/logout', '/chart/*', '/settings']) app.use(path, csrf({ origin: host.origin }));
  app.get('/host.css', (context) => context.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/', (context) => context.redirect('/patients', 303));
  app.get('/login', (context) => context.html(loginPage(localPath(context.req.query('next')))));
  app.post('/login', async (context) => {
    const form = await context.req.parseBody();
    const next = localPath(String(form.next));
    return host.sessions.login(context, form.role) ? context.redirect(next, 303) : context.html(loginPage(next), 400);
  });
  app.post('/logout', (context) => {
    host.sessions.logout(context);
    return context.redirect('/login', 303);
  });

  app.get(
    '/patients',
    loggedIn(async (context, user) => {
      const [patients, encounters] = await Promise.all([
        record.list('Patient'),
        record.list('Encounter', 'status=in-progress'),
      ]);
      return context.html(patientsPage(user, patients, encounters, host.now()));
    }),
  );
  app.get(
    '/chart/:id',
    loggedIn(async (context, user) => {
      const data = await readChart(record, context.req.param('id') ?? '', hides(user), (found) =>
        nameOf(found as Practitioner),
      );
      return data ? context.html(chartPage(user, data, host.now())) : context.notFound();
    }),
  );
  app.post(
    '/chart/:id/launch',
    loggedIn(async (context, user) => {
      const patient = await record.read('Patient', context.req.param('id') ?? '');
      return patient?.id ? context.redirect(await launch(context, user, patient.id, true), 303) : context.notFound();
    }),
  );
  app.get(
    '/chart/:id/frame',
    loggedIn(async (context, user) => {
      const patient = await record.read('Patient', context.req.param('id') ?? '');
      if (!patient?.id) return context.notFound();
      const encounters = await record.list('Encounter', `patient=${patient.id}`);
      const address = await launch(context, user, patient.id, false);
      return context.html(framePage(user, patient, encounters, host.now(), { name: host.client.name, address }));
    }),
  );
  app.get(
    '/chart/:id/history/:type/:resource',
    loggedIn(async (context, user) => {
      const { id = '', type = '', resource = '' } = context.req.param();
      const patient = await record.read('Patient', id);
      const reference = `${type}/${resource}`;
      const answer = await host.backend.handle(requestTo('GET', `${type}/${encodeURIComponent(resource)}/_history`));
      const versions = (answer.body as Bundle | undefined)?.entry ?? [];
      const isHidden = hides(user) && versions.some((entry) => entry.resource && isRestricted(entry.resource));
      if (!patient || !isKnownType(type) || answer.status !== 200 || isHidden) return context.notFound();
      return context.html(historyPage(user, patient, reference, versions));
    }),
  );
  app.get(
    '/settings',
    loggedIn((context, user) =>
      context.html(settingsPage(user, host.settings, host.faults, context.req.query('saved') === 'yes')),
    ),
  );
  app.post(
    '/settings',
    loggedIn(async (context) => {
      readSettings(await context.req.formData(), host.settings, host.faults);
      return context.redirect('/settings?saved=yes', 303);
    }),
  );
  app.route('/settings/api', settingsApi(host));
  return app;
}

/** A way back must stay on this host: no other origin, no `//host`. */
function localPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/patients';
}
