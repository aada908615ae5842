import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Authenticator } from '../../../services/auth/authenticator.js';
import type { Requester } from '../../common/caller.js';
import { refuseExcess, type RateLimiter } from '../../common/limits/rate-limiter.js';
import type { WatchCounter } from '../../common/limits/watch-counter.js';
import { TokenLease } from '../../common/token-lease.js';
import { costOf } from '../limits/operation-cost.js';

/** What each caller may ask for, over all of their sockets and requests. */
export interface CallerLimits {
  readonly rates: RateLimiter;
  readonly watches: WatchCounter;
}

/** Begins sessions; says once for all of them how their tokens are judged. */
export class CallerSessions {
  constructor(
    readonly authenticator: Authenticator,
    readonly limits: CallerLimits,
    /** After this a token is judged again, if it lasts that long. */
    readonly reviewMs: number,
  ) {}

  /** `id` stands for the request in errors and log; `onTokenEnd` is told, once, when the token no longer holds. */
  begin(id: string, onTokenEnd: (error: unknown) => void): CallerSession {
    return new CallerSession(this, id, onTokenEnd);
  }
}

/** Who asks by a connection that outlives a request, for as long as their token holds, and what they watch by it. */
export class CallerSession {
  readonly requester: Requester = {};
  readonly #lease: TokenLease;
  readonly #watches = new Map<string, () => void>();

  constructor(
    private readonly rules: CallerSessions,
    readonly id: string,
    onTokenEnd: (error: unknown) => void,
  ) {
    this.#lease = new TokenLease(rules.authenticator, rules.reviewMs, onTokenEnd);
  }

  /** @throws ProblemError `unauthenticated`, or `unavailable` when the token cannot be judged now. */
  async admit(token: string | undefined): Promise<void> {
    const { caller, token: facts, holdsForMs } = await this.rules.authenticator.authenticate(token);
    Object.assign(this.requester, { caller, token: facts } satisfies Requester);
    this.#lease.hold(token, holdsForMs);
  }

  end(): void {
    this.#lease.release();
    for (const id of [...this.#watches.keys()]) this.endOperation(id);
  }

  /** Counts an operation before anything of it is carried out. @throws ProblemError `rate_limited`. */
  beginOperation(id: string, operation: OperationDefinitionNode, document: DocumentNode): void {
    const { rates, watches } = this.rules.limits;
    const caller = this.requester.caller!;
    const { kind, cost } = costOf(operation, document);
    refuseExcess((this.requester.allowance = rates.take(caller, kind, cost)));
    if (operation.operation === 'subscription') this.#watches.set(id, watches.begin(caller));
  }

  endOperation(id: string): void {
    this.#watches.get(id)?.();
    this.#watches.delete(id);
  }
}
