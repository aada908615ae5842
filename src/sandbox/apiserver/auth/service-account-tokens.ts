import { randomUUID } from 'node:crypto';

import type { ObjectReader } from '../storage/object-reader.js';
import { serviceAccountGroups, serviceAccountUsername } from './service-account-name.js';
import { readSignedToken, signToken } from './signed-token.js';
import type { UserInfo } from './user-info.js';

const SERVICE_ACCOUNTS = '/serviceaccounts';
const MIN_KEY_BYTES = 32;
const DEFAULT_LIFETIME_SECONDS = 3600;

export interface ServiceAccountTokensOptions {
  /** At least 32 random bytes, kept across restarts: whoever holds it can be anyone. */
  readonly signingKey: Uint8Array;
  readonly issuer: string;
  /** The audience of tokens that ask for none: this API server. */
  readonly audience: string;
  readonly reader: ObjectReader;
  readonly now: () => Date;
}

export interface IssuedToken {
  readonly token: string;
  /** RFC 3339. */
  readonly expirationTimestamp: string;
}

export interface TokenSubject {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface TokenWish {
  readonly audiences?: readonly string[];
  readonly expirationSeconds?: number;
}

/** A user, and for whom the token that proved it was made. */
export interface TokenIdentity {
  readonly user: UserInfo;
  readonly audiences: readonly string[];
}

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly jti: string;
  readonly 'kubernetes.io': { readonly namespace: string; readonly serviceaccount: { name: string; uid: string } };
}

/** Signed, expiring tokens of ServiceAccounts; valid as long as the very account lives. */
export class ServiceAccountTokens {
  constructor(private readonly options: ServiceAccountTokensOptions) {
    if (options.signingKey.byteLength < MIN_KEY_BYTES)
      throw new RangeError(`the signing key needs at least ${MIN_KEY_BYTES} bytes`);
  }

  issue(subject: TokenSubject, { audiences, expirationSeconds = DEFAULT_LIFETIME_SECONDS }: TokenWish): IssuedToken {
    const { namespace, name, uid } = subject;
    const iat = this.nowInSeconds();
    const claims: Claims = {
      iss: this.options.issuer,
      sub: serviceAccountUsername(subject),
      aud: audiences?.length ? audiences : [this.options.audience],
      iat,
      nbf: iat,
      exp: iat + expirationSeconds,
      jti: randomUUID(),
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    };
    return {
      token: signToken(this.options.signingKey, claims),
      expirationTimestamp: new Date(claims.exp * 1000).toISOString().replace('.000Z', 'Z'),
    };
  }

  /** Undefined when it is not ours, not in force, or its account is gone or was made anew. */
  verify(token: string): TokenIdentity | undefined {
    const claims = readSignedToken(this.options.signingKey, token) as Claims | undefined;
    if (!claims || claims.iss !== this.options.issuer || !this.isInForce(claims)) return undefined;
    const { namespace, serviceaccount } = claims['kubernetes.io'];
    if (!this.isAlive({ namespace, ...serviceaccount })) return undefined;
    const user = {
      username: claims.sub,
      uid: serviceaccount.uid,
      groups: serviceAccountGroups({ namespace, name: serviceaccount.name }),
      extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`] },
    };
    return { user, audiences: claims.aud };
  }

  private isInForce({ nbf, exp }: Claims): boolean {
    const now = this.nowInSeconds();
    return nbf <= now && now < exp;
  }

  private isAlive({ namespace, name, uid }: TokenSubject): boolean {
    const account = this.options.reader.get(SERVICE_ACCOUNTS, namespace, name);
    return account?.metadata.uid === uid && account.metadata.deletionTimestamp === undefined;
  }

  private nowInSeconds(): number {
    return Math.floor(this.options.now().getTime() / 1000);
  }
}
