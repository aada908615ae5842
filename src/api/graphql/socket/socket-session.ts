import { CloseCode } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import type { TokenReviewAuthenticator } from '../../../services/auth/authenticator.js';
import { bearerTokenOf } from '../../../services/auth/authenticator.js';
import type { Requester } from '../../common/caller.js';
import { toProblem } from '../../common/problem-document.js';

/** As long as the authenticator remembers an answer. */
export const REVIEW_MS = 60_000;

/** WebSocket's own code for a server that cannot serve now: clients come back. */
const TRY_AGAIN_LATER = 1013;

type CloseSocket = (code: number, reason: string) => void;

/** Begins sessions; says once for all of them how their tokens are judged. */
export class SocketSessions {
  constructor(
    readonly authenticator: TokenReviewAuthenticator,
    /** How often a token is judged again. */
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
  #review: NodeJS.Timeout | undefined;

  constructor(
    private readonly rules: SocketSessions,
    private readonly close: CloseSocket,
  ) {}

  /** False when the token is none; the socket is then closed as Forbidden. */
  async open(connectionParams: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const token = tokenIn(connectionParams);
    if (!(await this.admit(token))) return false;
    this.#review = setInterval(() => void this.review(token), this.rules.reviewMs).unref();
    return true;
  }

  end(): void {
    clearInterval(this.#review);
  }

  private async admit(token: string | undefined): Promise<boolean> {
    try {
      this.requester.caller = await this.rules.authenticator.authenticate(token);
      return true;
    } catch (error) {
      const { code, message } = toProblem(error);
      if (code !== 'unauthenticated') this.close(TRY_AGAIN_LATER, message);
      return false;
    }
  }

  /** A token that cannot be judged just now is not one that has ended. */
  private async review(token: string | undefined): Promise<void> {
    try {
      await this.rules.authenticator.authenticate(token);
    } catch (error) {
      if (toProblem(error).code === 'unauthenticated') this.close(CloseCode.Forbidden, 'Forbidden');
    }
  }
}

/** `{authorization: "Bearer ..."}`, spelled as a header or not, or `{token}`. */
function tokenIn({ authorization, Authorization, token }: Readonly<Record<string, unknown>>): string | undefined {
  const header = authorization ?? Authorization;
  if (typeof header === 'string') return bearerTokenOf(header);
  return typeof token === 'string' ? token : undefined;
}
