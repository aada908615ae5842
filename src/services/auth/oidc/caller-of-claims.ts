import type { JWTPayload } from 'jose';
import type { Caller } from '../caller.js';

/** Which claims name a caller, and how; as the flags of kube-apiserver, so that both know everybody by one name. */
export interface ClaimRules {
  readonly usernameClaim: string;
  readonly usernamePrefix: string;
  readonly groupsClaim?: string;
  readonly groupsPrefix: string;
}

/** Names of Kubernetes itself: an issuer that could give `system:masters` would own the cluster. */
const RESERVED = 'system:';
/** What the API server adds to everybody whom it knows. */
const AUTHENTICATED = 'system:authenticated';

/** The caller that claims name, once their signature has been seen; or why they name none. */
export function callerOfClaims(claims: JWTPayload, rules: ClaimRules): Caller | { readonly refusal: string } {
  const name = claims[rules.usernameClaim];
  if (typeof name !== 'string' || name === '') return { refusal: `no claim "${rules.usernameClaim}"` };
  if (rules.usernameClaim === 'email' && isUnverified(claims)) return { refusal: 'email not verified' };
  const username = rules.usernamePrefix + name;
  if (username.startsWith(RESERVED)) return { refusal: 'reserved name' };
  const groups = groupsIn(rules.groupsClaim === undefined ? [] : claims[rules.groupsClaim]);
  if (!groups) return { refusal: `claim "${rules.groupsClaim}" is no list of groups` };
  const own = groups.map((group) => rules.groupsPrefix + group).filter((group) => !group.startsWith(RESERVED));
  return { username, groups: [...own, AUTHENTICATED] };
}

/** Issuers that do not say have no unverified addresses. */
function isUnverified({ email_verified: verified = true }: JWTPayload): boolean {
  return verified !== true;
}

function groupsIn(claim: unknown = []): string[] | undefined {
  const groups: unknown[] = Array.isArray(claim) ? claim : [claim];
  return groups.every((group) => typeof group === 'string' && group !== '') ? (groups as string[]) : undefined;
}
