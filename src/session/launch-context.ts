import type { SessionCode } from './error-codes';
import type { Scopes } from './scopes';
import type { Issuer } from './site-config';

/** What the signature of the id_token says. */
export type IdentityCheck = 'verified' | 'unverified-keys-unreachable' | 'invalid';

/** One opened record, as the host handed it over. SMART App Launch is its first source; another one yields the same. */
export interface LaunchContext {
  readonly issuer: Issuer;
  /** FHIR base address, without a slash at its end */
  readonly fhirBase: string;
  /** Logical id of the Patient; every read and write is bound to it */
  readonly patient: string;
  /** Logical id of the Encounter */
  readonly encounter?: string;
  /** Who is logged in, relative to the base: `Practitioner/1`. Absent when the host did not say so in a way that could be believed. */
  readonly fhirUser?: string;
  readonly scopes: Scopes;
  /** What was asked and not granted: `patient/RelatedPerson.u` */
  readonly missingScopes: readonly string[];
  /** One of them is about the client, the children or the entries; documents and Provenance are welcome and no more */
  readonly missesEssential: boolean;
  /** The host renews the session by itself, so nobody need be warned of its end */
  readonly renewable: boolean;
  /** How long an access token lives, in milliseconds; undefined when the server did not say */
  readonly lifeMs?: number | undefined;
  /** When the access token ends, in milliseconds since 1970; undefined when the server did not say */
  expiresAt(): number | undefined;
  /** False only when the host said that it shows the patient itself */
  readonly needPatientBanner: boolean;
  readonly intent?: string;
  readonly tenant?: string;
  readonly styleUrl?: string;
  /** A usable token, refreshed where the site allows it; undefined once the session has ended. */
  accessToken(): Promise<string | undefined>;
  /**
   * Whether this page's session is still that of its tab: another launch in the tab, or a page brought back, makes it an old one. A
   * session that ended is no other one: for want of a token it writes nothing either.
   */
  stillCurrent(): boolean;
  /** Why there is no token any more */
  ended(): SessionError | undefined;
  /** Checks the id_token's signature; fetches the issuer's keys, so ask it after the first field is usable. On `invalid`, close. */
  verifyIdentity(): Promise<IdentityCheck | 'absent'>;
  /** Revokes the token where the server can, and forgets everything. For an explicit close only: a reload must go on. */
  close(): Promise<void>;
  /** What did not stop the session and an administrator should know, in codes of the error table. Grows while the session lives. */
  readonly diagnostics: readonly SessionCode[];
}

const codes = {
  'not-launched': 'S-01',
  'state-unknown': 'S-02',
  'state-expired': 'S-03',
  denied: 'S-04',
  'authorization-failed': 'S-05',
  'code-refused': 'S-06',
  'token-unreachable': 'S-07',
  'token-unreadable': 'S-08',
  'no-patient': 'S-09',
  'issuer-not-allowed': 'S-10',
  'identity-invalid': 'S-11',
  'session-ended': 'S-12',
  'patient-changed': 'S-13',
  'storage-blocked': 'S-14',
  'client-refused': 'S-15',
  closed: 'S-16',
  'tab-duplicated': 'S-17',
} as const satisfies Record<string, SessionCode>;

/** Why there is no session: a word for the program, a code for the administrator. It never holds what the server wrote. */
export interface SessionError {
  readonly kind: keyof typeof codes;
  readonly code: SessionCode;
}

export const sessionError = (kind: keyof typeof codes): SessionError => ({ kind, code: codes[kind] });
