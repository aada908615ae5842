import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { KubeClient } from '../../kube/client/index.js';
import { systemClock, type Clock } from '../../kube/clock.js';
import { TOKEN_REVIEW, type KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { Caller } from './caller.js';

interface TokenReview extends KubeObject {
  spec: { token: string };
  status?: {
    authenticated?: boolean;
    user?: { username?: string; uid?: string; groups?: string[]; extra?: Record<string, string[]> };
  };
}

interface Answer {
  readonly caller?: Caller;
}

/** A revoked token is noticed after this long at the latest. */
const REMEMBER_MS = 60_000;
const MAX_REMEMBERED = 10_000;
/** Longer than any token in use; what is longer is not worth a request. */
const MAX_TOKEN_LENGTH = 16_384;

/** Turns bearer tokens into callers by asking the API server (TokenReview), and remembers its answers for a minute. */
export class TokenReviewAuthenticator {
  /** By hash: a memory dump shows no token. Refusals are remembered too, or bad tokens would be a way to load the server. */
  readonly #known: LRUCache<string, Answer, string>;

  constructor(
    private readonly client: KubeClient,
    clock: Clock = systemClock,
  ) {
    const fetchMethod = (_hash: string, _stale: unknown, { context: token }: { context: string }): Promise<Answer> =>
      this.review(token);
    this.#known = new LRUCache({
      max: MAX_REMEMBERED,
      ttl: REMEMBER_MS,
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
      fetchMethod,
    });
  }

  /** @throws ProblemError `unauthenticated`; a KubeError when the API server could not be asked. */
  async authenticate(token: string | undefined): Promise<Caller> {
    if (!token) throw new ProblemError('unauthenticated', 'Send a bearer token: Authorization: Bearer <token>.');
    if (token.length > MAX_TOKEN_LENGTH)
      throw new ProblemError('unauthenticated', 'The bearer token is too long to be one.');
    const hash = createHash('sha256').update(token).digest('base64');
    const answer = await this.#known.fetch(hash, { context: token });
    if (!answer?.caller) throw new ProblemError('unauthenticated', 'The bearer token is not valid, or has expired.');
    return answer.caller;
  }

  private async review(token: string): Promise<Answer> {
    const review: TokenReview = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      metadata: { name: '' },
      spec: { token },
    };
    const { status } = await this.client.review(TOKEN_REVIEW, review);
    if (!status?.authenticated || !status.user?.username) return {};
    const { username, uid, groups = [], extra } = status.user;
    return { caller: { username, uid, groups, extra } };
  }
}

/** The token of an Authorization header; undefined when there is none, or it is of another scheme. */
export function bearerTokenOf(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(header ?? '')?.[1];
}
