import type { Client } from './client';
import type { Grant, Grants } from './grants';
import {
  invalidClient,
  invalidGrant,
  invalidRequest,
  invalidScope,
  type OAuthError,
  unsupportedGrantType,
} from './oauth-error';
import { isVerified } from './pkce';
import { isWithin, splitScopes } from './scopes';

type Asked = { form: URLSearchParams; client: Client | undefined; grants: Grants };
export type Granted = { grant: Grant; scopes: readonly string[]; launch?: string | undefined };
type Question = { is: (asked: Asked) => boolean; otherwise: OAuthError };

const get = ({ form }: Asked, name: string) => form.get(name) ?? '';
const codeOf = (asked: Asked) => asked.grants.code(get(asked, 'code'));
const refreshOf = (asked: Asked) => asked.grants.refresh(get(asked, 'refresh_token'));

const isEachParameterGivenOnce = ({ form }: Asked) => new Set(form.keys()).size === [...form].length;
const isTheGrantTypeOffered = (asked: Asked) =>
  ['authorization_code', 'refresh_token'].includes(get(asked, 'grant_type'));
const isClientRegistered = ({ client }: Asked) => client !== undefined;

const isTheCodeKnown = (asked: Asked) => codeOf(asked) !== undefined;
const isTheCodeNew = (asked: Asked) => codeOf(asked)?.isUsed === false;
const isTheCodeFresh = (asked: Asked) => isFresh(asked, codeOf(asked));
const isTheCodeForThisClient = (asked: Asked) => codeOf(asked)?.grant.clientId === asked.client?.id;
const isItTheSameRedirectUri = (asked: Asked) => codeOf(asked)?.redirectUri === get(asked, 'redirect_uri');
const isTheVerifierRight = (asked: Asked) => isVerified(get(asked, 'code_verifier'), codeOf(asked)?.challenge ?? '');

const isTheRefreshTokenKnown = (asked: Asked) => refreshOf(asked) !== undefined;
const isTheRefreshTokenForThisClient = (asked: Asked) => refreshOf(asked)?.grant.clientId === asked.client?.id;
const isTheRefreshTokenNew = (asked: Asked) => refreshOf(asked)?.isUsed === false;
const isTheRefreshTokenFresh = (asked: Asked) => isFresh(asked, refreshOf(asked));
const isItNotRevoked = (asked: Asked) => refreshOf(asked)?.grant.isRevoked === false;
const areTheScopesWithinTheGrant = (asked: Asked) =>
  isWithin(splitScopes(get(asked, 'scope')), refreshOf(asked)?.grant.scopes ?? []);

const isFresh = (asked: Asked, kept: { expires: number } | undefined) =>
  kept !== undefined && !asked.grants.isExpired(kept);

const always: Question[] = [
  { is: isEachParameterGivenOnce, otherwise: invalidRequest('A parameter was given twice') },
  { is: isTheGrantTypeOffered, otherwise: unsupportedGrantType('authorization_code and refresh_token are offered') },
  { is: isClientRegistered, otherwise: invalidClient('client_id is missing or not registered here') },
];

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 and https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
const forACode: Question[] = [
  { is: isTheCodeKnown, otherwise: invalidGrant('The code is unknown') },
  { is: isTheCodeForThisClient, otherwise: invalidGrant('The code was given to another client') },
  { is: isTheCodeNew, otherwise: invalidGrant('The code was used before; what it gave is revoked') },
  { is: isTheCodeFresh, otherwise: invalidGrant('The code has expired') },
  { is: isItTheSameRedirectUri, otherwise: invalidGrant('The redirect_uri is not the one of the authorization') },
  { is: isTheVerifierRight, otherwise: invalidGrant('The code_verifier does not fit') },
];

/** https://www.rfc-editor.org/rfc/rfc6749#section-6 */
const forARefresh: Question[] = [
  { is: isTheRefreshTokenKnown, otherwise: invalidGrant('The refresh token is unknown') },
  { is: isTheRefreshTokenForThisClient, otherwise: invalidGrant('The refresh token was given to another client') },
  { is: isTheRefreshTokenNew, otherwise: invalidGrant('The refresh token was used before; what it gave is revoked') },
  { is: isTheRefreshTokenFresh, otherwise: invalidGrant('The refresh token has expired') },
  { is: isItNotRevoked, otherwise: invalidGrant('The grant was revoked') },
  { is: areTheScopesWithinTheGrant, otherwise: invalidScope('A refresh cannot widen the scopes') },
];

/** Walks the questions; spends the code or the refresh token; a second use of either revokes the whole grant. */
export function walkToken(asked: Asked): Granted | OAuthError {
  const isRefresh = get(asked, 'grant_type') === 'refresh_token';
  const refusal = [...always, ...(isRefresh ? forARefresh : forACode)].find((question) => !question.is(asked));
  const kept = isRefresh ? refreshOf(asked) : codeOf(asked);
  if (refusal || !kept) {
    const isReuse = refusal?.is === isTheCodeNew || refusal?.is === isTheRefreshTokenNew;
    if (kept && isReuse) kept.grant.isRevoked = true;
    return refusal?.otherwise ?? invalidGrant('Nothing was granted');
  }
  kept.isUsed = true;
  const narrowed = isRefresh ? splitScopes(get(asked, 'scope')) : [];
  const scopes = narrowed.length > 0 ? narrowed : kept.grant.scopes;
  return { grant: kept.grant, scopes, launch: isRefresh ? undefined : codeOf(asked)?.launch };
}
