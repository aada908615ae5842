import { errors, jwtVerify } from 'jose';
import type { Clock } from '../../../kube/clock.js';
import { ProblemError } from '../../../domain/problem.js';
import type { TokenVerifier, Verdict } from '../token-verifier.js';
import { callerOfClaims, type ClaimRules } from './caller-of-claims.js';
import type { IssuerKeys } from './issuer-keys.js';

export interface OidcRules extends ClaimRules {
  readonly issuer: string;
  readonly audiences: string[];
  /** The only ones that are taken, whatever a token says: never `none`, and never one with a shared key. */
  readonly algorithms: string[];
  readonly clockSkewSeconds: number;
}

/** A key may have come just now, and not be looked for again yet. */
const UNKNOWN_KEY_REVISED_MS = 5_000;

/** Judges the tokens of one OpenID Connect issuer by its keys. */
export class OidcVerifier implements TokenVerifier {
  readonly judge = 'OpenIdConnect';

  constructor(
    private readonly rules: OidcRules,
    private readonly keys: Pick<IssuerKeys, 'find'>,
    private readonly clock: Clock,
  ) {}

  judges(issuer: string | undefined): boolean {
    return issuer === this.rules.issuer;
  }

  async verify(token: string): Promise<Verdict> {
    const { issuer, audiences: audience, algorithms, clockSkewSeconds: clockTolerance } = this.rules;
    const currentDate = this.clock.now();
    const checks = { issuer, audience, algorithms, clockTolerance, currentDate, requiredClaims: ['exp'] };
    try {
      const { payload } = await jwtVerify(token, this.keys.find, checks);
      const caller = callerOfClaims(payload, this.rules);
      return 'refusal' in caller ? caller : { caller, expiresAtMs: (payload.exp! + clockTolerance) * 1000 };
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      return refusalOf(error);
    }
  }
}

/** A key that the issuer publishes and nothing can be done with fails in its own way: that token is no good either. */
function refusalOf(error: unknown): Verdict {
  const refusal = error instanceof errors.JOSEError ? error.code : `unusable key: ${String(error)}`;
  const isUnknownKey = error instanceof errors.JWKSNoMatchingKey;
  return { refusal, ...(isUnknownKey && { reviseAfterMs: UNKNOWN_KEY_REVISED_MS }) };
}
