import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type Received, type Reply, serve } from '../fhir/http-server-for-tests';
import { parseSiteConfig, type SiteConfig } from './site-config';

export const app = 'http://127.0.0.1:4999/kindreflex/';
const clientId = 'kindreflex app';

/** What a test may change about the host, before or between two requests */
export interface Twists {
  metadata: (metadata: Record<string, unknown>) => unknown;
  token: (answer: Record<string, unknown>) => Record<string, unknown> | Reply;
  claims: (claims: JWTPayload) => JWTPayload;
  keys: () => Reply | undefined;
}

/** A strict SMART authorization server: PKCE, single-use codes, exact client id, rotating refresh tokens. */
export async function smartHost(twists: Partial<Twists> = {}) {
  const signer = await generateKeyPair('ES256');
  const codes = new Map<string, { challenge: string; nonce: string }>();
  const refreshTokens = new Set<string>();
  let idToken = async (_nonce: string): Promise<string> => '';

  const tokenAnswer = async (nonce?: string) => {
    const refresh_token = randomUUID();
    refreshTokens.add(refresh_token);
    return {
      access_token: `opaque.${randomUUID()}`,
      token_type: 'Bearer',
      expires_in: 3600,
      scope:
        'launch openid fhirUser patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Encounter.r patient/DocumentReference.crs patient/Provenance.crs user/Practitioner.r user/PractitionerRole.r online_access',
      patient: 'ann',
      encounter: 'visit-1',
      need_patient_banner: false,
      tenant: 'ward 3',
      refresh_token,
      ...(nonce === undefined ? {} : { id_token: await idToken(nonce) }),
    };
  };

  async function token({ body }: Received): Promise<Reply> {
    const form = new URLSearchParams(body);
    const bad = (error: string): Reply => ({ status: 400, body: { error, error_description: 'about Ann Peeters' } });
    if (form.get('client_id') !== clientId) return bad('invalid_client');
    if (form.get('grant_type') === 'refresh_token') {
      if (!refreshTokens.delete(form.get('refresh_token') ?? '')) return bad('invalid_grant');
      return reply(await tokenAnswer());
    }
    const code = form.get('code') ?? '';
    const known = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!known || known.challenge !== challenge || form.get('redirect_uri') !== `${app}index.html`)
      return bad('invalid_grant');
    return reply(await tokenAnswer(known.nonce));
  }
  const reply = (answer: Record<string, unknown>): Reply => {
    const twisted = twists.token?.(answer) ?? answer;
    return 'status' in twisted ? (twisted as Reply) : { body: twisted };
  };

  const server = await serve(async (request, origin) => {
    const { pathname } = new URL(request.path, origin);
    if (pathname === '/fhir/.well-known/smart-configuration') {
      const metadata = {
        issuer: origin,
        authorization_endpoint: `${origin}/authorize?tenant=1`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
        revocation_endpoint: `${origin}/revoke`,
        code_challenge_methods_supported: ['S256'],
        capabilities: ['launch-ehr', 'permission-v2'],
      };
      return { body: twists.metadata?.(metadata) ?? metadata };
    }
    if (pathname === '/token') return token(request);
    if (pathname === '/revoke') return {};
    if (pathname === '/keys')
      return twists.keys?.() ?? { body: { keys: [{ ...(await exportJWK(signer.publicKey)), kid: 'k1' }] } };
    return { status: 404 };
  });
  const { origin } = server;
  idToken = (nonce) => {
    const claims = {
      iss: origin,
      aud: clientId,
      exp: Math.floor(Date.now() / 1000) + 300,
      nonce,
      fhirUser: `${origin}/fhir/Practitioner/nurse`,
    };
    return new SignJWT(twists.claims?.(claims) ?? claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(signer.privateKey);
  };

  return {
    origin,
    iss: `${origin}/fhir`,
    clientId,
    twists,
    close: server.close,
    /** What was asked at this path */
    asked: (path: string) => server.requests.filter((request) => new URL(request.path, origin).pathname === path),
    requests: server.requests,
    config(more: Record<string, unknown> = {}): SiteConfig {
      const read = parseSiteConfig({ issuers: [{ iss: `${origin}/fhir`, clientId, ...more }] });
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      return read.value;
    },
    /** The user logs in at the address the app went to; gives the address the browser is sent back to. */
    logIn(address: string): string {
      const asked = new URL(address).searchParams;
      // Characters that a form body must encode
      const code = `${randomUUID()}+/&=`;
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') ?? '' });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      return back.href;
    },
  };
}
