import { systemClock, type CancelTimer, type Clock } from '../../kube/clock.js';
import type { Authenticator } from '../../services/auth/authenticator.js';
import { toProblem } from './problem-document.js';

/** Of a token that could not be judged when its time was up, and the longest that any is relied upon. */
export const REVIEW_MS = 60_000;

/** Judges the token of something that outlives its request again and again, for as long as it is held. */
export class TokenLease {
  #cancelReview: CancelTimer = () => undefined;
  #isOver = false;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly reviewMs: number,
    /** Told, once, when the token no longer holds. */
    private readonly onEnd: (error: unknown) => void,
    private readonly clock: Clock = systemClock,
  ) {}

  hold(token: string | undefined, holdsForMs: number): void {
    if (this.#isOver) return;
    const delayMs = Math.min(holdsForMs, this.reviewMs);
    this.#cancelReview = this.clock.schedule(delayMs, () => void this.review(token));
  }

  release(): void {
    this.#isOver = true;
    this.#cancelReview();
  }

  /** A token that cannot be judged just now is not one that has ended. */
  private async review(token: string | undefined): Promise<void> {
    try {
      const { holdsForMs } = await this.authenticator.authenticate(token);
      this.hold(token, holdsForMs);
    } catch (error) {
      if (this.#isOver) return;
      if (toProblem(error).code === 'unauthenticated') this.onEnd(error);
      else this.hold(token, this.reviewMs);
    }
  }
}
