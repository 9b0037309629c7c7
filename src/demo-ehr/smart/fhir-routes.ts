import type { CapabilityStatement } from 'fhir/r4';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { striking } from '../faults/strike';
import type { Host } from '../host';
import { profiled, statementOf } from '../profiles/profiled';
import { profileOf } from '../profiles/profiles';
import { type Answer, refuse } from '../store/answer';
import { fhirHttp } from '../store/fhir-http';
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
const exposeHeaders = ['ETag', 'Location', 'Content-Location', 'Last-Modified'];

/** The FHIR API behind the authorization server: metadata for everyone, the rest by token. */
export function fhirRoutes(host: Host): Hono {
  const app = new Hono({ strict: false });
  app.use('/metadata', cors({ origin: '*', allowMethods: ['GET'] }));
  const allowMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const registered = cors({ origin: host.client.origin, allowMethods, allowHeaders, exposeHeaders, maxAge: 600 });
  app.use(async (context, next) => (context.req.path.endsWith('/metadata') ? next() : registered(context, next)));
  app.use(striking(host.faults));
  app.route(
    '/',
    fhirHttp(new URL(host.fhirBase).pathname, (request, authorization) => answer(host, request, authorization)),
  );
  return app;
}

async function answer(host: Host, request: FhirRequest, authorization: string | undefined): Promise<Answer> {
  const { backend, fhirBase: base } = host;
  const profile = profileOf(host.settings.profile);
  if (request.path[0] === 'metadata') return withSecurity(statementOf(await backend.handle(request), profile));
  const access = accessOf(host, authorization);
  if (!access) {
    const refusal = refuse(401, 'login', 'An access token is needed: it is missing, expired or revoked');
    return { ...refusal, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
  }
  return guarded(request, { backend: profiled(backend, profile, host.pace), base, access });
}

function accessOf({ grants, settings }: Host, authorization = ''): Access | undefined {
  const token = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization)?.[1];
  const access = token === undefined ? undefined : grants.access(token);
  if (!access) return undefined;
  const { patient, user } = access.grant.context;
  return {
    scopes: access.scopes.flatMap((scope) => parseScope(scope) ?? []),
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
