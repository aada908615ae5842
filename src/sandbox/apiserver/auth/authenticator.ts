import type { ServiceAccountTokens, TokenIdentity } from './service-account-tokens.js';
import type { StaticTokens } from './static-tokens.js';
import type { UserInfo } from './user-info.js';

/** The scheme is case-insensitive, the token is anything without white space. */
const BEARER = /^Bearer +(\S+)$/i;

/** Tells who asks from a bearer token. There is no anonymous user. */
export class Authenticator {
  constructor(
    private readonly staticTokens: StaticTokens,
    private readonly serviceAccountTokens: ServiceAccountTokens,
    /** This API server, as tokens name it. */
    private readonly audience: string,
  ) {}

  /** From the Authorization header; undefined means 401. */
  authenticate(authorizationHeader: string | undefined): UserInfo | undefined {
    const token = BEARER.exec(authorizationHeader ?? '')?.[1];
    return token === undefined ? undefined : this.authenticateToken(token)?.user;
  }

  /** The answer names those of the wanted audiences that the token is for; none in common means undefined. */
  authenticateToken(token: string, wanted: readonly string[] = [this.audience]): TokenIdentity | undefined {
    const identity = this.identify(token);
    const audiences = identity?.audiences.filter((audience) => wanted.includes(audience)) ?? [];
    return identity && audiences.length > 0 ? { user: identity.user, audiences } : undefined;
  }

  private identify(token: string): TokenIdentity | undefined {
    const user = this.staticTokens.find(token);
    return user ? { user, audiences: [this.audience] } : this.serviceAccountTokens.verify(token);
  }
}
