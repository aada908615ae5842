import { createHmac, timingSafeEqual } from 'node:crypto';

export interface TokenUser {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Tokens that say who their bearer is, signed: whoever knows the key can make one, for users that nobody has heard of. */
export class UserTokens {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  create(user: TokenUser): string {
    const payload = Buffer.from(JSON.stringify(user)).toString('base64url');
    return `${payload}.${this.#sign(payload).toString('base64url')}`;
  }

  /** Undefined for any token that is not ours. */
  read(token: string): TokenUser | undefined {
    const [payload = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature, 'base64url'), this.#sign(payload)];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenUser;
  }

  #sign(payload: string): Buffer {
    return createHmac('sha256', this.#key).update(payload).digest();
  }
}
