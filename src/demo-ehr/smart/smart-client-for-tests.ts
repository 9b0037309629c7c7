import { createHash, randomBytes } from 'node:crypto';
import type { DemoEhr } from '../server';

export const appOrigin = 'http://127.0.0.1:4999';
export const appAddresses = {
  appOrigin,
  appLaunchUrl: `${appOrigin}/launch.html`,
  appRedirectUri: `${appOrigin}/index.html`,
};
export const wideScopes =
  'launch openid fhirUser online_access patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Provenance.c';

export type TokenAnswer = Record<string, unknown> & {
  access_token: string;
  refresh_token: string;
  id_token: string;
  scope: string;
};

/** A client that follows the SMART rules, so that a test can break one at a time. */
export function smartClient(ehr: DemoEhr) {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: appOrigin },
    body: new URLSearchParams(fields).toString(),
  });

  async function launchId(patient: string): Promise<string> {
    return new URL(await ehr.createLaunch(patient, 'nurse')).searchParams.get('launch') ?? '';
  }

  const authorizeFields = (more: Record<string, string>) => ({
    response_type: 'code',
    client_id: 'kindreflex',
    redirect_uri: appAddresses.appRedirectUri,
    scope: wideScopes,
    state: 'state-1',
    aud: ehr.fhirBase,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  });

  const authorize = (more: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${ehr.origin}/auth/authorize?${new URLSearchParams(authorizeFields(more))}`, {
      redirect: 'manual',
      headers,
    });

  async function code(patient = 'sofie-maes', more: Record<string, string> = {}): Promise<string> {
    const answer = await authorize({ launch: await launchId(patient), ...more });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  const token = (fields: Record<string, string>) => fetch(`${ehr.origin}/auth/token`, form(fields));
  const exchange = (given: string, more: Record<string, string> = {}) =>
    token({
      grant_type: 'authorization_code',
      code: given,
      redirect_uri: appAddresses.appRedirectUri,
      client_id: 'kindreflex',
      code_verifier: verifier,
      ...more,
    });
  const login = async (patient?: string, more?: Record<string, string>) =>
    (await (await exchange(await code(patient, more))).json()) as TokenAnswer;
  const refresh = (refresh_token: string, more: Record<string, string> = { client_id: 'kindreflex' }) =>
    token({ grant_type: 'refresh_token', refresh_token, ...more });
  const revoke = (given: string, client_id = 'kindreflex') =>
    fetch(`${ehr.origin}/auth/revoke`, form({ token: given, client_id }));
  const get = (path: string, access: string) =>
    fetch(`${ehr.fhirBase}/${path}`, { headers: { authorization: `Bearer ${access}`, origin: appOrigin } });

  return { launchId, authorizeFields, authorize, code, exchange, login, refresh, revoke, get, form };
}
