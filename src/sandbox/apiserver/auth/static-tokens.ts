import { createHash, timingSafeEqual } from 'node:crypto';

import { AUTHENTICATED_GROUP } from './user-info.js';
import type { UserInfo } from './user-info.js';

export interface StaticToken {
  readonly token: string;
  readonly user: UserInfo;
}

interface HashedToken {
  readonly hash: Buffer;
  readonly user: UserInfo;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Tokens that never expire. Kept as hashes only. */
export class StaticTokens {
  private readonly tokens: HashedToken[] = [];

  constructor(tokens: readonly StaticToken[]) {
    tokens.forEach((token) => this.add(token));
  }

  add({ token, user }: StaticToken): void {
    this.tokens.push({ hash: hashOf(token), user: withAuthenticatedGroup(user) });
  }

  /** Takes the same time whichever token it is, and whether it is known at all. */
  find(token: string): UserInfo | undefined {
    const hash = hashOf(token);
    const matches = this.tokens.filter((candidate) => timingSafeEqual(candidate.hash, hash));
    return matches[0]?.user;
  }
}

function withAuthenticatedGroup(user: UserInfo): UserInfo {
  if (user.groups.includes(AUTHENTICATED_GROUP)) return user;
  return { ...user, groups: [...user.groups, AUTHENTICATED_GROUP] };
}
