import { createHash } from 'node:crypto';

/** What a token is good for: who watches, and what. */
export interface WatchIdentity {
  readonly username: string;
  /** With its query. */
  readonly url: string;
}

const TOKEN = /^(\d{1,20})\.([\w-]{12})$/;

/**
 * How far a watch got, for `Last-Event-ID`. It goes with one caller and one query: to another, what was told up to
 * there is something else.
 */
export function resumeTokenOf(position: string, identity: WatchIdentity): string {
  return `${position}.${fingerprintOf(identity)}`;
}

/** The position; undefined for what is no token of this watch. */
export function positionIn(token: string, identity: WatchIdentity): string | undefined {
  const [, position, fingerprint] = TOKEN.exec(token) ?? [];
  return fingerprint === fingerprintOf(identity) ? position : undefined;
}

function fingerprintOf({ username, url }: WatchIdentity): string {
  return createHash('sha256').update(`${username}\n${url}`).digest('base64url').slice(0, 12);
}
