/** A value, or a reason as data. Nothing at the wire is thrown. */
export type Result<T, E = FhirError> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** What a FHIR server found wrong: the code and the element, never its free text, which may name a person. */
export interface Issue {
  readonly code: string;
  readonly expression: readonly string[];
}

/** No answer came: the request may or may not have reached the server. */
export interface NoAnswer {
  readonly kind: 'offline' | 'timeout' | 'cancelled';
  readonly code: string;
  readonly status?: undefined;
}

/** An answer came that is no FHIR, or a place was named that the access token must not travel to. */
export interface BadAnswer {
  readonly kind: 'garbage' | 'foreign-origin';
  readonly code: string;
  readonly status?: number;
}

export type RefusalKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'invalid'
  | 'unsupported'
  | 'too-many'
  | 'server';

/** The server said no. `retryAfter` is in seconds, where the server gave it. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly retryAfter?: number;
}

/** Why a FHIR request gave no value. `code` is short and stable (`F-409`), for an administrator to look up. */
export type FhirError = NoAnswer | BadAnswer | Refusal;

/** True when a write that failed like this may have landed all the same, so that the record must be read before a retry. */
export function mayHaveLanded(error: FhirError): boolean {
  if (error.code === 'F-005') return false;
  return !('issues' in error) || error.kind === 'server';
}
