import type { ObjectReader } from '../storage/object-reader.js';
import type { UserInfo } from './user-info.js';

export interface ServiceAccountTokensOptions {
  /** At least 32 random bytes, kept across restarts: whoever holds it can be anyone. */
  readonly signingKey: Uint8Array;
  readonly issuer: string;
  /** The audience of tokens that ask for none. */
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

/** Signed, expiring tokens of ServiceAccounts; valid as long as the very account lives. */
export class ServiceAccountTokens {
  constructor(private readonly options: ServiceAccountTokensOptions) {}

  issue(_subject: TokenSubject, _wanted: { audiences?: readonly string[]; expirationSeconds?: number }): IssuedToken {
    throw new Error(`in the making: ${this.options.issuer}`);
  }

  /** Undefined when it is not ours, expired, for another audience, or its account is gone or was made anew. */
  verify(_token: string, _audiences?: readonly string[]): UserInfo | undefined {
    throw new Error('in the making');
  }
}
