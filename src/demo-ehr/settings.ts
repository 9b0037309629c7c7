import type { ProfileName } from './profiles/profiles';
import type { StyleName } from './smart/styles';

/** The four people who can log in to the demo EHR. */
export const roles = ['nurse', 'physician', 'gp', 'social-worker'] as const;
export type Role = (typeof roles)[number];

export const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** How this host behaves, changed on its settings page or by a test; read at every request. */
export type Settings = {
  /** What kind of host it is. */
  profile: ProfileName;
  /** How long a `slow` host takes for one FHIR request, in milliseconds. */
  slowMs: number;
  /** Requests that write, per minute and session, that a `rate-limited` host takes. */
  writesPerMinute: number;
  /** Scopes that are not granted although asked, such as `patient/RelatedPerson.cu` or `launch/encounter`. */
  withheldScopes: string[];
  /** Roles from which results labelled restricted (R or V) are silently left out. */
  hideRestrictedFrom: Role[];
  /** Answers the token request without a patient. */
  withholdPatient: boolean;
  /** Launch context `intent`, where the host sends one. */
  intent: string | undefined;
  /** The style that the token answer names; none: it names no style. */
  style: StyleName | 'none';
  /** Life of an access token in seconds; at most an hour. */
  accessTokenSeconds: number;
};

export const defaultSettings = (): Settings => ({
  profile: 'full',
  slowMs: 1500,
  writesPerMinute: 5,
  withheldScopes: [],
  hideRestrictedFrom: [],
  withholdPatient: false,
  intent: undefined,
  style: 'plain',
  accessTokenSeconds: 3600,
});
