import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { bearerTokenOf, type Authenticator } from '../../../services/auth/authenticator.js';
import type { Requester } from '../../common/caller.js';
import { refuseExcess, type RateLimiter } from '../../common/limits/rate-limiter.js';
import type { WatchCounter } from '../../common/limits/watch-counter.js';
import { toProblem } from '../../common/problem-document.js';
import { TokenLease } from '../../common/token-lease.js';
import { costOf } from '../limits/operation-cost.js';

/** WebSocket's own code for a server that cannot serve now: clients come back. */
const TRY_AGAIN_LATER = 1013;

/** What each caller may ask for, over all of their sockets and requests. */
export interface SocketLimits {
  readonly rates: RateLimiter;
  readonly watches: WatchCounter;
}

type CloseSocket = (code: number, reason: string) => void;

/** Begins sessions; says once for all of them how their tokens are judged. */
export class SocketSessions {
  constructor(
    readonly authenticator: Authenticator,
    readonly limits: SocketLimits,
    /** After this a token is judged again, if it lasts that long. */
    readonly reviewMs: number,
  ) {}

  begin(close: CloseSocket): SocketSession {
    return new SocketSession(this, close);
  }
}

/** One socket: who opened it, for as long as their token holds. */
export class SocketSession {
  /** Stands for the request id in errors and log. */
  readonly id = randomUUID();
  readonly requester: Requester = {};
  readonly #lease: TokenLease;
  readonly #watches = new Map<string, () => void>();

  constructor(
    private readonly rules: SocketSessions,
    private readonly close: CloseSocket,
  ) {
    const { authenticator, reviewMs } = rules;
    this.#lease = new TokenLease(authenticator, reviewMs, () => close(CloseCode.Forbidden, 'Forbidden'));
  }

  /** False when the token is none; the socket is then closed as Forbidden. */
  async open(connectionParams: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const token = tokenIn(connectionParams);
    return this.admit(token);
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
    refuseExcess(rates.take(caller, kind, cost));
    if (operation.operation === 'subscription') this.#watches.set(id, watches.begin(caller));
  }

  endOperation(id: string): void {
    this.#watches.get(id)?.();
    this.#watches.delete(id);
  }

  private async admit(token: string | undefined): Promise<boolean> {
    try {
      const { caller, token: facts, holdsForMs } = await this.rules.authenticator.authenticate(token);
      Object.assign(this.requester, { caller, token: facts } satisfies Requester);
      this.#lease.hold(token, holdsForMs);
      return true;
    } catch (error) {
      const { code, message } = toProblem(error);
      if (code !== 'unauthenticated') this.close(TRY_AGAIN_LATER, message);
      return false;
    }
  }
}

/** `{authorization: "Bearer ..."}`, spelled as a header or not, or `{token}`. */
function tokenIn({ authorization, Authorization, token }: Readonly<Record<string, unknown>>): string | undefined {
  const header = authorization ?? Authorization;
  if (typeof header === 'string') return bearerTokenOf(header);
  return typeof token === 'string' ? token : undefined;
}
