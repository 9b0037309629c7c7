import type { FhirResource } from 'fhir/r4';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { chartRoutes } from './chart/chart-routes';
import { launchAddress } from './chart/launch-address';
import { noticePage } from './chart/notice-page';
import { createRecordReader, type RecordReader } from './chart/record-reader';
import { Sessions } from './chart/sessions';
import { Faults } from './faults/faults';
import type { Host } from './host';
import { type Fetch, listen } from './listen';
import { WriteLimit } from './profiles/write-limit';
import { type LoggedRequest, requestLogger } from './request-log';
import { put, seed } from './seed/seed';
import { defaultSettings, type Role, type Settings } from './settings';
import { fhirRoutes } from './smart/fhir-routes';
import { Grants } from './smart/grants';
import { createIdTokens } from './smart/id-token';
import { Launches } from './smart/launches';
import { runningEncounter } from './smart/running-encounter';
import { smartRoutes } from './smart/smart-routes';
import { createUpstream } from './smart/upstream';
import { createStore } from './store/fhir-store';
import { type FhirBackend, requestTo } from './store/request';

export type DemoEhrOptions = {
  port?: number | undefined;
  appOrigin: string;
  appLaunchUrl: string;
  appRedirectUri: string;
  clientId?: string | undefined;
  now?: (() => Date) | undefined;
  /** How a slow host and a fault that delays wait, in milliseconds; by default really. */
  wait?: ((ms: number) => Promise<void>) | undefined;
  /** File that keeps the embedded store between runs. */
  snapshot?: string | undefined;
  /** Base of a real FHIR server to stand in front of. */
  upstream?: string | undefined;
  /** Whether the fictional clients are added where missing; by default only to the embedded store. */
  seed?: boolean | undefined;
};

export type DemoEhr = {
  origin: string;
  fhirBase: string;
  /** The record without scopes, for a test that sets the stage or looks at what landed. */
  store: RecordReader & { put(...resources: FhirResource[]): Promise<void> };
  settings: Settings;
  faults: Faults;
  requestLog: readonly LoggedRequest[];
  /** Address that launches the app for a patient, as the host's button does; by default with the running encounter. */
  createLaunch(patientId: string, role: Role, encounterId?: string): Promise<string>;
  stop(): Promise<void>;
};

/** Starts the stand-in host on loopback: its screens, its SMART authorization server and its FHIR API. */
export async function startDemoEhr(options: DemoEhrOptions): Promise<DemoEhr> {
  const { now = () => new Date(), wait = reallyWait, upstream, snapshot } = options;
  const requestLog: LoggedRequest[] = [];
  let answer: Fetch = () => new Response('Starting', { status: 503 });
  const listening = await listen((request, env) => answer(request, env), options.port, true);
  const origin = `http://localhost:${listening.port}`;
  const fhirBase = `${origin}/fhir`;
  try {
    const backend =
      upstream === undefined ? createStore({ base: fhirBase, now, snapshot }) : createUpstream(upstream, fhirBase);
    if (upstream !== undefined) await requireAnswer(backend);
    if (options.seed ?? upstream === undefined) await seed(backend);
    const host: Host = {
      origin,
      fhirBase,
      backend,
      client: {
        id: options.clientId ?? 'kindreflex',
        name: 'Kindreflex',
        redirectUris: [options.appRedirectUri],
        launchUrl: options.appLaunchUrl,
        origin: options.appOrigin,
      },
      settings: defaultSettings(),
      faults: new Faults(),
      writeLimit: new WriteLimit(now),
      launches: new Launches(now),
      grants: new Grants(now),
      sessions: new Sessions(),
      idTokens: await createIdTokens(origin, now),
      now,
      wait,
    };
    answer = routesOf(host, requestLog, listening.port).fetch;
    const record = createRecordReader(backend, fhirBase);
    return {
      origin,
      fhirBase,
      settings: host.settings,
      faults: host.faults,
      requestLog,
      store: { ...record, put: (...resources) => put(backend, resources) },
      async createLaunch(patient, user, encounterId) {
        const encounter = encounterId ?? (await runningEncounter(record, patient));
        return launchAddress(host, { user, patient, encounter, needPatientBanner: true });
      },
      stop: listening.stop,
    };
  } catch (error) {
    await listening.stop();
    throw error;
  }
}

const reallyWait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function requireAnswer(backend: FhirBackend): Promise<void> {
  const { body } = await backend.handle(requestTo('GET', 'metadata'));
  if (body?.resourceType !== 'CapabilityStatement') throw new Error('There is no FHIR server at the given base');
}

function routesOf(host: Host, requestLog: LoggedRequest[], port: number): Hono {
  const app = new Hono({ strict: false });
  const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);
  app.use(requestLogger(requestLog, host.now));
  // Another name that resolves to this machine would let a web page elsewhere talk to this host as its own.
  app.use(async (context, next) =>
    names.includes(new URL(context.req.url).host) ? next() : context.text('Unknown host name', 421),
  );
  const isApi = (path: string) =>
    /^\/(fhir|\.well-known)(\/|$)|^\/auth\/(token|revoke|jwks)$|^\/smart-style/.test(path);
  const pages = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      frameSrc: ["'self'", host.client.origin],
      formAction: ["'self'", host.client.origin],
      frameAncestors: ["'self'"],
      baseUri: ["'none'"],
    },
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
    xFrameOptions: false,
  });
  app.use((context, next) => (isApi(context.req.path) ? next() : pages(context, next)));
  app.notFound((context) => context.html(noticePage('Niet gevonden', 'Deze bladzijde is er niet.'), 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    return context.html(noticePage('Het dossier antwoordt niet', 'Probeer het straks opnieuw.'), 500);
  });
  app.route('/', smartRoutes(host));
  app.route('/fhir', fhirRoutes(host));
  app.route('/', chartRoutes(host));
  return app;
}
