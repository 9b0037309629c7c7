import type { CapabilityStatement } from 'fhir/r4';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { strike } from '../faults/strike';
import type { Host } from '../host';
import { profiled, statementOf } from '../profiles/profiled';
import { profileOf } from '../profiles/profiles';
import { isBareSearch } from '../profiles/refusals';
import { type Answer, isAnswer, refuse } from '../store/answer';
import { fhirHttp } from '../store/fhir-http';
import { interactionOf } from '../store/interaction';
import { isWriting } from '../store/is-writing';
import type { FhirRequest } from '../store/request';
import { type Access, guarded } from './guard';
import { parseScope } from './scopes';

const allowHeaders = [
  'Authorization',
  'Content-Type',
  'Accept',
  'If-Match',
  'If-None-Match',
  'If-None-Exist',
  'Prefer',
];
const exposeHeaders = ['ETag', 'Location', 'Content-Location', 'Last-Modified', 'Retry-After'];

/** The FHIR API behind the authorization server: metadata for everyone, the rest by token. */
export function fhirRoutes(host: Host): Hono {
  const app = new Hono({ strict: false });
  app.use('/metadata', cors({ origin: '*', allowMethods: ['GET'] }));
  app.use((context, next) => (context.req.path.endsWith('/metadata') ? next() : registered(host)(context, next)));
  const around = (request: FhirRequest, context: Context, go: () => Promise<Response>) => {
    const { method, path } = context.req;
    const seen = { method, path, isWriting: isWriting(request) };
    return strike({ faults: host.faults, wait: host.wait, connection: context.env, request: seen }, go);
  };
  const { pathname } = new URL(host.fhirBase);
  app.route(
    '/',
    fhirHttp(pathname, (request, authorization) => answer(host, request, authorization), around),
  );
  return app;
}

/** The CORS rules for the registered app, as far as this kind of host goes. */
function registered({ client, settings }: Host): MiddlewareHandler {
  const { exposes = exposeHeaders } = profileOf(settings.profile);
  const allowMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return cors({ origin: client.origin, allowMethods, allowHeaders, exposeHeaders: [...exposes], maxAge: 600 });
}

async function answer(host: Host, request: FhirRequest, authorization: string | undefined): Promise<Answer> {
  const { backend, fhirBase: base, settings } = host;
  const profile = profileOf(settings.profile);
  if (profile.slow) await host.wait(settings.slowMs);
  if (request.path[0] === 'metadata') return withSecurity(statementOf(await backend.handle(request), profile));
  const session = sessionOf(host, authorization);
  if (!session) {
    const refusal = refuse(401, 'login', 'An access token is needed: it is missing, expired or revoked');
    return { ...refusal, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
  }
  if (profile.limitsWrites && isWriting(request)) {
    const refusal = host.writeLimit.refusal(session.grant, settings.writesPerMinute);
    if (refusal) return refusal;
  }
  const interaction = interactionOf(request);
  if (profile.searchNeedsParameter && !isAnswer(interaction) && isBareSearch(interaction))
    return refuse(400, 'required', 'A search needs a parameter here');
  return guarded(request, { backend: profiled(backend, profile), base, access: accessOf(session, host) });
}

type Session = NonNullable<ReturnType<Host['grants']['access']>>;

function sessionOf({ grants }: Host, authorization = ''): Session | undefined {
  const token = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization)?.[1];
  return token === undefined ? undefined : grants.access(token);
}

function accessOf({ grant, scopes }: Session, { settings }: Host): Access {
  const { patient, user } = grant.context;
  return {
    scopes: scopes.flatMap((scope) => parseScope(scope) ?? []),
    patient: settings.withholdPatient ? undefined : patient,
    hidesRestricted: settings.hideRestrictedFrom.includes(user),
  };
}

function withSecurity(answered: Answer): Answer {
  if (answered.body?.resourceType !== 'CapabilityStatement') return answered;
  const statement = answered.body as CapabilityStatement;
  const coding = { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' };
  const rest = statement.rest?.map((each) => ({ ...each, security: { cors: true, service: [{ coding: [coding] }] } }));
  const body: CapabilityStatement = rest ? { ...statement, rest } : statement;
  return { ...answered, body };
}
