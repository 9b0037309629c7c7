import type { fhirclient } from 'fhirclient/lib/types.js';
import { localReference, trimBase } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import type { SessionCode } from './error-codes';
import { type IdTokenClaims, readIdToken } from './id-token';
import { endpointOf } from './issuer';
import { type LaunchContext, type SessionError, sessionError } from './launch-context';
import type { LaunchRecord } from './launch-record';
import { liveToken } from './live-token';
import { missingScopes, parseScopes } from './scopes';
import type { SessionPage } from './session-page';
import type { Issuer } from './site-config';
import { currentKey } from './stored-state';
import type { TokenAnswer } from './token-answer';
import { wantedScopes } from './wanted-scopes';

export interface Opened {
  readonly page: SessionPage;
  readonly issuer: Issuer;
  readonly launch: LaunchRecord;
  /** What fhirclient keeps of the session */
  readonly state: fhirclient.ClientState;
  readonly answer: TokenAnswer;
  /** The token was just received, not found in the session storage after a reload */
  readonly fresh: boolean;
}

/** Checks what came with the token, and makes of it the context that the rest of the app knows. */
export async function contextOf(opened: Opened): Promise<Result<LaunchContext, SessionError>> {
  const { page, issuer, launch, state, answer } = opened;
  const { patient, encounter, id_token: idToken } = answer;
  if (patient === undefined) return fail(sessionError('no-patient'));

  const claims = idToken === undefined ? undefined : claimsOf(idToken, opened);
  if (idToken !== undefined && !claims) return fail(sessionError('identity-invalid'));

  const fhirBase = trimBase(state.serverUrl);
  const fhirUser = personOf(fhirBase, claims?.fhirUser);
  const asked = wantedScopes(issuer, { fromEhr: launch.fromEhr });
  const scopes = parseScopes(answer.scope ?? asked);
  const missing = missingScopes(parseScopes(asked), scopes);
  const styleUrl = answer.smart_style_url === undefined ? undefined : endpointOf(issuer, answer.smart_style_url);
  const ignored = (name: string, read: unknown) => state.tokenResponse?.[name] !== undefined && read === undefined;

  const diagnostics: SessionCode[] = [];
  const note = (code: SessionCode, when = true) => {
    if (when && !diagnostics.includes(code)) diagnostics.push(code);
  };
  note('D-01', missing.length > 0);
  note('D-02', idToken === undefined);
  note('D-05', claims !== undefined && fhirUser === undefined);
  note('D-06', answer.scope === undefined);
  note('D-07', answer.expires_in === undefined);
  note('D-09', ignored('encounter', encounter) || ignored('smart_style_url', styleUrl));
  note('D-12', issuer.refresh !== 'none' && page.locks === undefined);
  note('D-10', issuer.refresh !== 'none' && answer.refresh_token === undefined);

  const token = liveToken(opened, note);
  if ((await token.get()) === undefined) return fail(token.ended() ?? sessionError('token-unreachable'));

  return ok({
    issuer,
    fhirBase,
    patient,
    ...(encounter === undefined ? {} : { encounter }),
    ...(fhirUser === undefined ? {} : { fhirUser }),
    scopes,
    missingScopes: missing,
    missesEssential: missing.some((scope) => ESSENTIAL.test(scope)),
    renewable: token.renewable,
    lifeMs: token.lifeMs,
    expiresAt: token.expiresAt,
    needPatientBanner: answer.need_patient_banner ?? true,
    ...(answer.intent === undefined ? {} : { intent: answer.intent }),
    ...(answer.tenant === undefined ? {} : { tenant: answer.tenant }),
    ...(styleUrl === undefined ? {} : { styleUrl }),
    accessToken: token.get,
    stillCurrent: () => token.ended() !== undefined || currentKey(page.storage) === state.key,
    ended: token.ended,
    async verifyIdentity() {
      if (idToken === undefined) return 'absent';
      const part = await import('./id-token-signature').catch(() => undefined);
      const check = (await part?.verifyIdToken(idToken, launch.jwksUri, page.fetch)) ?? 'unverified-keys-unreachable';
      note('D-03', check === 'unverified-keys-unreachable');
      note('D-04', check === 'invalid');
      return check;
    },
    async close() {
      note('D-08', !(await token.revoke(launch.revocationEndpoint)));
    },
    diagnostics,
  });
}

const ESSENTIAL = /^(patient|user)\/(\*|Patient|RelatedPerson|QuestionnaireResponse)\.[crus]/;

function claimsOf(idToken: string, { page, issuer, launch, fresh }: Opened): IdTokenClaims | undefined {
  return readIdToken(idToken, {
    isIssuer: (iss) =>
      launch.tokenIssuer === undefined ? endpointOf(issuer, iss) !== undefined : iss === launch.tokenIssuer,
    clientId: issuer.clientId,
    nonce: launch.nonce,
    now: fresh ? page.now() / 1000 : undefined,
  });
}

const people = ['Practitioner', 'PractitionerRole', 'Patient', 'RelatedPerson', 'Person'];

/** `fhirUser` may be absolute; a person on another server cannot be named as the author here. */
function personOf(fhirBase: string, fhirUser: string | undefined): string | undefined {
  const person = fhirUser === undefined ? undefined : localReference(fhirBase, fhirUser);
  return person && people.includes(person.type) ? `${person.type}/${person.id}` : undefined;
}
