import { bearerTokenOf } from '../../services/auth/authenticator.js';

const REALM = 'Bearer realm="dbaas-operator"';

/**
 * The value of `WWW-Authenticate` (RFC 6750): which token is wanted, and, to who sent one, that it was no good. Why it was
 * none is for the log: it would tell a forger what to mend.
 */
export function challengeOf(authorization: string | undefined): string {
  if (bearerTokenOf(authorization) === undefined) return REALM;
  return `${REALM}, error="invalid_token", error_description="The token is not valid here, or has expired"`;
}
