import { ProblemError } from '../../../domain/problem.js';
import type { Caller } from '../../../services/auth/caller.js';

/** A caller who ends one may begin another at once. */
const RETRY_AFTER_SECONDS = 5;

/** How many subscriptions each caller has, over all of their sockets. */
export class WatchCounter {
  readonly #open = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Returns what ends it, once. @throws ProblemError `rate_limited` when the caller has as many as they may. */
  begin({ username }: Caller): () => void {
    const open = this.#open.get(username) ?? 0;
    if (this.most > 0 && open >= this.most) {
      const detail = `You have ${open} subscriptions, as many as you may: end one first.`;
      throw new ProblemError('rate_limited', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.#open.set(username, open + 1);
    let isOpen = true;
    return () => {
      if (isOpen) this.end(username);
      isOpen = false;
    };
  }

  private end(username: string): void {
    const left = this.#open.get(username)! - 1;
    if (left > 0) this.#open.set(username, left);
    else this.#open.delete(username);
  }
}
