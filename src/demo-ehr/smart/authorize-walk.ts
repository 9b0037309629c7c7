import { narrowingOf } from '../profiles/narrowing';
import { profileOf } from '../profiles/profiles';
import type { Settings } from '../settings';
import type { Client } from './client';
import type { LaunchContext, Launches } from './launches';
import { accessDenied, invalidRequest, invalidScope, type OAuthError, unsupportedResponseType } from './oauth-error';
import { isChallenge } from './pkce';
import { grantedScopes, splitScopes } from './scopes';

/** What the questions are asked about. */
type Asked = {
  parameters: URLSearchParams;
  client: Client | undefined;
  fhirBase: string;
  launches: Launches;
  settings: Settings;
  /** The session of this browser at the host; none inside a frame, where browsers keep the cookie back. */
  session: string | undefined;
  isSessionOpen: (session: string) => boolean;
};

/** A request that passed every question. */
export type Authorization = {
  client: Client;
  redirectUri: string;
  state: string;
  challenge: string;
  scopes: string[];
  nonce: string | undefined;
  launch: { id: string; context: LaunchContext } | undefined;
};

export type Walk =
  | { kind: 'refused-on-page'; error: OAuthError }
  | { kind: 'refused-to-app'; error: OAuthError; redirectUri: string; state: string }
  | { kind: 'authorized'; authorization: Authorization };

type Question = { is: (asked: Asked) => boolean; otherwise: OAuthError };

const get = (asked: Asked, name: string) => asked.parameters.get(name) ?? '';
const scopesOf = (asked: Asked) => splitScopes(get(asked, 'scope'));
const contextOf = (asked: Asked) => asked.launches.find(get(asked, 'launch'));
const withoutSlash = (url: string) => url.replace(/\/$/, '');

const isEachParameterGivenOnce = ({ parameters }: Asked) => new Set(parameters.keys()).size === [...parameters].length;
const isClientRegistered = ({ client }: Asked) => client !== undefined;
const isRedirectUriRegistered = (asked: Asked) =>
  asked.client?.redirectUris.includes(get(asked, 'redirect_uri')) === true;
const doesItAskForACode = (asked: Asked) => get(asked, 'response_type') === 'code';
const doesItCarryAState = (asked: Asked) => get(asked, 'state') !== '';
const isTheMethodS256 = (asked: Asked) => get(asked, 'code_challenge_method') === 'S256';
const isThereAChallenge = (asked: Asked) => isChallenge(get(asked, 'code_challenge'));
const isItMeantForThisServer = (asked: Asked) => withoutSlash(get(asked, 'aud')) === asked.fhirBase;
/** Without what the administrator withholds, and no more than this kind of host gives. */
const grantedBy = ({ withheldScopes, profile }: Settings, asked: readonly string[]) =>
  grantedScopes(asked, withheldScopes, narrowingOf(profileOf(profile)));
const isAnyScopeGranted = (asked: Asked) => grantedBy(asked.settings, scopesOf(asked)).length > 0;
const doesLaunchComeWithItsScope = (asked: Asked) => get(asked, 'launch') === '' || scopesOf(asked).includes('launch');
const isTheLaunchThere = (asked: Asked) =>
  get(asked, 'launch') !== '' || !scopesOf(asked).includes('launch') || scopesOf(asked).includes('launch/patient');
const isTheLaunchKnown = (asked: Asked) => get(asked, 'launch') === '' || contextOf(asked) !== undefined;
const isTheSessionStillOpen = (asked: Asked) => {
  const session = contextOf(asked)?.session;
  return session === undefined || asked.isSessionOpen(session);
};
const isItTheSessionThatLaunched = (asked: Asked) => {
  const session = contextOf(asked)?.session;
  return session === undefined || asked.session === undefined || asked.session === session;
};

/** Until these hold there is no safe place to send anyone: the refusal is shown on the host's own page. */
const beforeAnyRedirect: Question[] = [
  { is: isEachParameterGivenOnce, otherwise: invalidRequest('A parameter was given twice') },
  { is: isClientRegistered, otherwise: invalidRequest('This client is not registered here') },
  { is: isRedirectUriRegistered, otherwise: invalidRequest('This redirect_uri is not registered for this client') },
];

/** The rest is told to the app: https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html */
const thenForTheApp: Question[] = [
  { is: doesItAskForACode, otherwise: unsupportedResponseType('Only response_type=code is offered') },
  { is: doesItCarryAState, otherwise: invalidRequest('state is required') },
  { is: isTheMethodS256, otherwise: invalidRequest('PKCE with code_challenge_method=S256 is required') },
  { is: isThereAChallenge, otherwise: invalidRequest('code_challenge is missing or malformed') },
  { is: isItMeantForThisServer, otherwise: invalidRequest('aud is not the FHIR base of this server') },
  { is: doesLaunchComeWithItsScope, otherwise: invalidScope('An EHR launch asks the scope launch') },
  { is: isTheLaunchThere, otherwise: invalidRequest('The scope launch needs the launch parameter') },
  { is: isTheLaunchKnown, otherwise: invalidRequest('The launch is unknown, expired or already used') },
  { is: isTheSessionStillOpen, otherwise: accessDenied('The user who launched has logged out') },
  { is: isItTheSessionThatLaunched, otherwise: accessDenied('The launch was made in another session') },
  { is: isAnyScopeGranted, otherwise: invalidScope('None of the asked scopes is granted') },
];

/** Walks the questions in order; the first "no" decides. */
export function walkAuthorization(asked: Asked): Walk {
  const refusal = beforeAnyRedirect.find((question) => !question.is(asked));
  if (refusal || !asked.client) {
    return {
      kind: 'refused-on-page',
      error: refusal?.otherwise ?? invalidRequest('This client is not registered here'),
    };
  }
  const redirectUri = get(asked, 'redirect_uri');
  const state = get(asked, 'state');
  const told = thenForTheApp.find((question) => !question.is(asked));
  if (told) return { kind: 'refused-to-app', error: told.otherwise, redirectUri, state };
  const context = contextOf(asked);
  const scopes = grantedBy(asked.settings, scopesOf(asked));
  const authorization: Authorization = {
    client: asked.client,
    redirectUri,
    state,
    challenge: get(asked, 'code_challenge'),
    scopes: context ? scopes : scopes.filter((scope) => scope !== 'launch'),
    nonce: asked.parameters.get('nonce') ?? undefined,
    launch: context && { id: get(asked, 'launch'), context },
  };
  return { kind: 'authorized', authorization };
}
