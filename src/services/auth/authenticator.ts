import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kube/clock.js';
import type { Logger } from '../../kube/logger.js';
import { ProblemError } from '../../domain/problem.js';
import type { Caller } from './caller.js';
import { statedClaims } from './stated-claims.js';
import type { TokenJudge, TokenVerifier, Verdict } from './token-verifier.js';

/** What is known of a token, beside whose it is. */
export interface TokenFacts {
  readonly judgedBy: TokenJudge;
  /** Wall time past which it is none any more, where that is known. */
  readonly expiresAtMs?: number;
}

/** A caller, and how long that may be relied upon before the token has to be judged again. */
export interface Authenticated {
  readonly caller: Caller;
  readonly token: TokenFacts;
  readonly holdsForMs: number;
}

/** What came of a token, and of whom. */
interface Judgement {
  readonly verdict: Verdict;
  /** Undefined where nobody takes tokens of its issuer. */
  readonly judge?: TokenJudge;
}

interface Remembered extends Judgement {
  /** By the monotonic clock. */
  readonly untilMs: number;
}

/** A revoked token is noticed after this long at the latest. */
const REMEMBER_MS = 60_000;
/** The same of a token that is past its end, and that the API server, which grants a little more, still takes. */
const REMEMBER_LAST_MOMENTS_MS = 5_000;
const MAX_REMEMBERED = 10_000;
/** Longer than any token in use; what is longer is not worth looking at. */
const MAX_TOKEN_LENGTH = 16_384;

export interface AuthenticatorParts {
  /** The first that judges tokens of an issuer is the one that does. */
  readonly verifiers: readonly TokenVerifier[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of each token that is turned away. */
  readonly onRefusal?: () => void;
}

/** Turns bearer tokens into callers, and remembers for a minute, or as long as the token lasts, what came of each. */
export class Authenticator {
  /** By hash: a memory dump shows no token. Refusals are remembered too, or bad tokens would be a way to make load. */
  readonly #known: LRUCache<string, Remembered, string>;

  constructor(private readonly parts: AuthenticatorParts) {
    this.#known = new LRUCache({
      max: MAX_REMEMBERED,
      ttl: REMEMBER_MS,
      ttlResolution: 0,
      perf: { now: () => parts.clock.monotonicMs() },
      fetchMethod: async (_hash, _stale, { context: token, options }) => {
        const judgement = await this.judge(token);
        options.ttl = this.rememberMs(judgement.verdict);
        return { ...judgement, untilMs: parts.clock.monotonicMs() + options.ttl };
      },
    });
  }

  /** @throws ProblemError `unauthenticated`; another error when the token could not be judged. */
  async authenticate(token: string | undefined): Promise<Authenticated> {
    if (!token) throw this.refused('Send a bearer token: Authorization: Bearer <token>.');
    if (token.length > MAX_TOKEN_LENGTH) throw this.refused('The bearer token is too long to be one.');
    const hash = createHash('sha256').update(token).digest('base64');
    const { verdict, judge, untilMs } = (await this.#known.fetch(hash, { context: token }))!;
    if ('refusal' in verdict || !judge) throw this.refused('The bearer token is not valid, or has expired.');
    const { caller, expiresAtMs } = verdict;
    const holdsForMs = Math.max(untilMs - this.parts.clock.monotonicMs(), 0);
    return { caller, token: { judgedBy: judge, expiresAtMs }, holdsForMs };
  }

  private refused(detail: string): ProblemError {
    this.parts.onRefusal?.();
    return new ProblemError('unauthenticated', detail);
  }

  private async judge(token: string): Promise<Judgement> {
    const { issuer } = statedClaims(token);
    const verifier = this.parts.verifiers.find((each) => each.judges(issuer));
    const verdict: Verdict = verifier ? await verifier.verify(token) : { refusal: 'unknown issuer' };
    if ('refusal' in verdict) this.parts.logger.debug('Token refused', { reason: verdict.refusal });
    return { verdict, judge: verifier?.judge };
  }

  /** Never nothing: to the cache that means for ever. */
  private rememberMs(verdict: Verdict): number {
    if ('refusal' in verdict) return verdict.reviseAfterMs ?? REMEMBER_MS;
    const { expiresAtMs = Infinity } = verdict;
    const lastsMs = expiresAtMs - this.parts.clock.now().getTime();
    return lastsMs >= 1 ? Math.min(lastsMs, REMEMBER_MS) : REMEMBER_LAST_MOMENTS_MS;
  }
}

/** The token of an Authorization header; undefined when there is none, or it is of another scheme. */
export function bearerTokenOf(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(header ?? '')?.[1];
}
