/** Every code that the app shows, with its meaning for the administrator of the host or of the site. */
export const errorCodes = {
  'C-01': 'kindreflex.config.json could not be fetched from beside the app.',
  'C-02': 'kindreflex.config.json is not JSON.',
  'C-03': 'kindreflex.config.json has mistakes; each is listed with its path and what was expected there.',

  'L-01':
    'The launch address has a parameter that the app refuses (fhirServiceUrl, patientId, clientId) or has one twice.',
  'L-02': 'The issuer (iss) is not in the site configuration, or is no https address without query.',
  'L-03': 'The launch address has launch but no iss.',
  'L-04': 'The issuer’s .well-known/smart-configuration could not be fetched (network, CORS, or no answer in time).',
  'L-05': 'The issuer’s .well-known/smart-configuration is not the JSON that SMART App Launch describes.',
  'L-06': 'The issuer does not list S256 in code_challenge_methods_supported; the app does not launch without PKCE.',
  'L-07':
    'An endpoint of the issuer is not https, or not on the issuer’s origin nor on one of the origins in the site configuration.',
  'L-08': 'The browser gives no cryptography here: the app must be served over https (or from this machine).',
  'L-09': 'The browser gives no session storage, for example because the app runs in a frame and cookies are blocked.',
  'L-10': 'The login could not be prepared; the issuer’s metadata changed while the app was reading it.',

  'S-01': 'The app was opened without a launch, or its session was closed.',
  'S-02': 'The state that came back belongs to no launch of this tab: forged, used before, or started elsewhere.',
  'S-03': 'More than 30 minutes passed between launch and return.',
  'S-04': 'The user or the authorization server denied access (error=access_denied).',
  'S-05': 'The authorization server came back with an error other than access_denied, or without a code.',
  'S-06': 'The token endpoint refused the code: expired, used before, or another redirect address or verifier.',
  'S-07': 'The token endpoint could not be reached or did not answer in time.',
  'S-08': 'The token endpoint’s answer is not the JSON that SMART App Launch describes.',
  'S-09': 'The token answer has no patient, or one that is no FHIR id.',
  'S-10': 'The issuer, client or token endpoint of the launch is not (any more) what the site configuration allows.',
  'S-11': 'The id_token is not for this app, not from this issuer, expired, or not readable.',
  'S-12': 'The access token expired and was not refreshed.',
  'S-13': 'A refreshed token named another patient; the session was ended.',
  'S-14': 'The browser gives no session storage.',
  'S-15': 'The token endpoint does not know the client id.',
  'S-16': 'The session was closed by the user.',
  'S-17': 'The tab was duplicated: two tabs must not share one refresh token, so this one is to be launched anew.',

  'D-01': 'Fewer scopes were granted than asked.',
  'D-02': 'No id_token came, so the user is not known.',
  'D-03':
    'The signature of the id_token could not be checked: the issuer’s keys are not published or could not be fetched.',
  'D-04': 'The signature of the id_token is wrong.',
  'D-05': 'The fhirUser is missing or is no person on the FHIR server of the launch, so the user is not known.',
  'D-06': 'The token answer has no scope; it was taken to be what was asked.',
  'D-07': 'The token answer has no expires_in; the session lasts until the server refuses the token.',
  'D-08': 'The token could not be revoked at close (no revocation endpoint, or it did not answer).',
  'D-09':
    'A part of the launch context was ignored: an encounter that is no FHIR id, or a style address on a foreign origin.',
  'D-10': 'Refresh is configured but no refresh token came.',
  'D-11': 'A refresh of the token failed.',
  'D-12': 'The browser has no Web Locks: the token is not refreshed, because a duplicated tab could use it too.',
  'D-13': 'The app is served without a Content-Security-Policy with frame-ancestors: any site may frame it.',
  'D-14':
    'The app is served without a Content-Security-Policy that limits scripts and trusted types, or with one that allows inline or eval.',

  'R-001': 'The encounter of the launch is about another patient.',

  'F-001': 'The FHIR server could not be reached (network or CORS).',
  'F-002': 'The FHIR server did not answer in time.',
  'F-003': 'The request was cancelled by the app.',
  'F-004': 'The answer of the FHIR server is no FHIR JSON, or breaks a rule the app relies on.',
  'F-005': 'An address outside the FHIR base of the launch was named (next link, reference); it was not asked.',
  'F-006': 'The FHIR server redirected; it was not followed.',
  'F-400': 'The FHIR server calls the request invalid.',
  'F-401': 'The FHIR server does not accept the token, or the session has ended.',
  'F-403': 'The FHIR server forbids this for the user or the granted scopes.',
  'F-404': 'The resource does not exist on the FHIR server, or not for this user.',
  'F-405': 'The FHIR server does not support this interaction.',
  'F-409': 'The FHIR server reports a conflict with another change.',
  'F-410': 'The resource was deleted.',
  'F-412': 'Someone else changed the resource first.',
  'F-422': 'The FHIR server refuses the content (profile or business rule).',
  'F-429': 'The FHIR server gets too many requests.',
  'F-500': 'The FHIR server failed. Other codes from F-501 to F-599 likewise, with the HTTP status.',
  'F-501': 'The FHIR server does not implement this interaction.',
} as const;

/** Codes of launch, session and diagnostics; those of the wire also carry HTTP statuses that are not in the table. */
export type SessionCode = Extract<keyof typeof errorCodes, `${'C' | 'L' | 'S' | 'D'}-${string}`>;
