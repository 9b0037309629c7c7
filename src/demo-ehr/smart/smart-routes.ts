import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { refusalPage } from '../chart/refusal-page';
import { strike } from '../faults/strike';
import type { Host } from '../host';
import { fhirUserOf } from '../seed/staff';
import { type Authorization, walkAuthorization } from './authorize-walk';
import { openidConfiguration, smartConfiguration } from './discovery';
import type { LaunchContext } from './launches';
import { createStandalone } from './standalone-routes';
import { styles } from './styles';
import { type Granted, walkToken } from './token-walk';

/** Authorization, token, revocation, keys and discovery of the SMART server. */
export function smartRoutes(host: Host): Hono {
  const app = new Hono({ strict: false });
  const open = cors({ origin: '*', allowMethods: ['GET'] });
  const registered = cors({ origin: host.client.origin, allowMethods: ['POST'] });
  const standalone = createStandalone(host, (context, authorization, launched) =>
    sendCode(host, context, authorization, launched),
  );

  for (const path of ['/fhir/.well-known/*', '/.well-known/*', '/auth/jwks', '/smart-style.json']) app.use(path, open);
  app.get('/fhir/.well-known/smart-configuration', (context) => context.json(smartConfiguration(host.origin)));
  app.get('/.well-known/openid-configuration', (context) => context.json(openidConfiguration(host.origin)));
  app.get('/auth/jwks', (context) => context.json(host.idTokens.keys));
  app.get('/smart-style.json', (context) => {
    const { style } = host.settings;
    return style === 'none' ? context.notFound() : context.json(styles[style]);
  });

  const authorize = (context: Context, parameters: URLSearchParams) => {
    const client = parameters.get('client_id') === host.client.id ? host.client : undefined;
    const { fhirBase, launches, settings } = host;
    const session = host.sessions.idOf(context);
    const { isOpen: isSessionOpen } = host.sessions;
    const walk = walkAuthorization({ parameters, client, fhirBase, launches, settings, session, isSessionOpen });
    if (walk.kind === 'refused-on-page') return context.html(refusalPage(walk.error), 400);
    if (walk.kind === 'refused-to-app') {
      const { error, description } = walk.error;
      return context.redirect(
        withParameters(walk.redirectUri, { error, error_description: description, state: walk.state }),
        303,
      );
    }
    const { launch } = walk.authorization;
    return launch
      ? sendCode(host, context, walk.authorization, launch.context)
      : standalone.begin(context, walk.authorization);
  };
  app.get('/auth/authorize', (context) => authorize(context, new URL(context.req.url).searchParams));
  app.post('/auth/authorize', async (context) => authorize(context, new URLSearchParams(await context.req.text())));
  app.route('/', standalone.routes);

  app.use('/auth/token', registered);
  app.use('/auth/revoke', registered);
  app.post('/auth/token', (context) => {
    const request = { method: 'POST', path: '/auth/token', isWriting: false };
    const { faults, wait } = host;
    return strike({ faults, wait, connection: context.env, request }, () => answerToken(host, context));
  });
  app.post('/auth/revoke', async (context) => {
    const form = await formOf(context);
    if (form?.get('client_id') !== host.client.id) {
      return context.json(
        { error: 'invalid_client', error_description: 'client_id is missing or not registered here' },
        401,
      );
    }
    const grant = host.grants.grantOf(form.get('token') ?? '');
    if (grant?.clientId === host.client.id) grant.isRevoked = true;
    return context.body(null, 200);
  });
  return app;
}

async function answerToken(host: Host, context: Context): Promise<Response> {
  context.header('Cache-Control', 'no-store');
  const form = await formOf(context);
  if (!form) return context.json({ error: 'invalid_request', error_description: 'A form is expected' }, 400);
  const client = form.get('client_id') === host.client.id ? host.client : undefined;
  const granted = walkToken({ form, client, grants: host.grants });
  if ('error' in granted) {
    return context.json(
      { error: granted.error, error_description: granted.description },
      granted.status === 401 ? 401 : 400,
    );
  }
  if (granted.launch !== undefined) host.launches.spend(granted.launch);
  return context.json(await tokenAnswer(host, granted));
}

async function formOf(context: Context): Promise<URLSearchParams | undefined> {
  const isForm = context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? new URLSearchParams(await context.req.text()) : undefined;
}

function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return url.href;
}

function sendCode(host: Host, context: Context, authorization: Authorization, launched: LaunchContext): Response {
  const { client, redirectUri, state, challenge, scopes, nonce, launch } = authorization;
  const grant = { clientId: client.id, scopes, context: launched, nonce, isRevoked: false };
  const code = host.grants.issueCode({ grant, redirectUri, challenge, launch: launch?.id });
  context.header('Referrer-Policy', 'no-referrer');
  return context.redirect(withParameters(redirectUri, { code, state }), 303);
}

/** https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token */
async function tokenAnswer(host: Host, { grant, scopes }: Granted) {
  const { settings, grants, client, fhirBase, origin } = host;
  const { user, patient, encounter, needPatientBanner } = grant.context;
  const seconds = Math.min(settings.accessTokenSeconds, 3600);
  const isLasting = grant.scopes.includes('online_access') || grant.scopes.includes('offline_access');
  const isWithEncounter = encounter !== undefined && !settings.withheldScopes.includes('launch/encounter');
  const fhirUser = scopes.includes('fhirUser') ? `${fhirBase}/${fhirUserOf(user)}` : undefined;
  const identity = { subject: user, audience: client.id, fhirUser, nonce: grant.nonce };
  return {
    access_token: grants.issueAccess(grant, scopes, seconds),
    token_type: 'Bearer',
    expires_in: seconds,
    scope: scopes.join(' '),
    ...(scopes.includes('openid') ? { id_token: await host.idTokens.sign(identity) } : {}),
    ...(isLasting ? { refresh_token: grants.issueRefresh(grant) } : {}),
    ...(patient === undefined || settings.withholdPatient ? {} : { patient }),
    ...(isWithEncounter ? { encounter } : {}),
    ...(settings.intent === undefined ? {} : { intent: settings.intent }),
    need_patient_banner: needPatientBanner,
    tenant: 'az-voorbeeld',
    ...(settings.style === 'none' ? {} : { smart_style_url: `${origin}/smart-style.json` }),
  };
}
