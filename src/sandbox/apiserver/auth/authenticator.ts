import type { ServiceAccountTokens } from './service-account-tokens.js';
import type { StaticTokens } from './static-tokens.js';
import type { UserInfo } from './user-info.js';

/** The header's scheme is case-insensitive, the token is anything without white space. */
const BEARER = /^Bearer +(\S+)$/i;

/** Tells who asks from a bearer token. There is no anonymous user. */
export class Authenticator {
  constructor(
    private readonly staticTokens: StaticTokens,
    private readonly serviceAccountTokens: ServiceAccountTokens,
  ) {}

  /** Undefined means 401. */
  authenticate(authorizationHeader: string | undefined): UserInfo | undefined {
    const token = BEARER.exec(authorizationHeader ?? '')?.[1];
    return token === undefined ? undefined : this.authenticateToken(token);
  }

  authenticateToken(token: string, audiences?: readonly string[]): UserInfo | undefined {
    return this.staticTokens.find(token) ?? this.serviceAccountTokens.verify(token, audiences);
  }
}
