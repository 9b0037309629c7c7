import type { LaunchContext } from './launches';
import { randomToken } from './random-token';

/** What one authorization granted; everything issued from it falls with it. */
export type Grant = {
  clientId: string;
  scopes: readonly string[];
  context: LaunchContext;
  nonce?: string | undefined;
  isRevoked: boolean;
};
type Code = {
  grant: Grant;
  redirectUri: string;
  challenge: string;
  launch?: string | undefined;
  expires: number;
  isUsed: boolean;
};
type Access = { grant: Grant; scopes: readonly string[]; expires: number };
type Refresh = { grant: Grant; isUsed: boolean; expires: number };

const codeLife = 60_000;
const refreshLife = 12 * 3_600_000;

/** Codes and tokens in memory. Used ones are remembered, because a second use revokes what they gave. */
export class Grants {
  private readonly codes = new Map<string, Code>();
  private readonly accessTokens = new Map<string, Access>();
  private readonly refreshTokens = new Map<string, Refresh>();

  constructor(private readonly now: () => Date) {}

  issueCode(code: Omit<Code, 'expires' | 'isUsed'>): string {
    return this.keep(this.codes, { ...code, isUsed: false }, codeLife);
  }

  issueAccess(grant: Grant, scopes: readonly string[], seconds: number): string {
    return this.keep(this.accessTokens, { grant, scopes }, seconds * 1000);
  }

  issueRefresh(grant: Grant): string {
    return this.keep(this.refreshTokens, { grant, isUsed: false }, refreshLife);
  }

  code = (code: string) => this.codes.get(code);
  refresh = (token: string) => this.refreshTokens.get(token);
  isExpired = (kept: { expires: number }) => kept.expires <= this.now().getTime();

  /** The access that a token gives now; undefined when unknown, expired or revoked. */
  access(token: string): Access | undefined {
    const access = this.accessTokens.get(token);
    return access && !this.isExpired(access) && !access.grant.isRevoked ? access : undefined;
  }

  /** The grant behind an access or refresh token, for revocation. */
  grantOf = (token: string) => (this.accessTokens.get(token) ?? this.refreshTokens.get(token))?.grant;

  private keep<T extends object>(map: Map<string, T & { expires: number }>, value: T, life: number): string {
    const longGone = this.now().getTime() - refreshLife;
    for (const [token, kept] of map) if (kept.expires < longGone) map.delete(token);
    const token = randomToken();
    map.set(token, { ...value, expires: this.now().getTime() + life });
    return token;
  }
}
