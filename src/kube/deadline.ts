import type { Clock } from './clock.js';

/** An abort signal that follows the caller's and adds a time limit; `end` detaches both, or long-lived signals leak. */
export class Deadline {
  private readonly controller = new AbortController();
  private cancelTimer: () => void = () => undefined;
  private readonly follow = (): void => this.controller.abort(this.caller?.reason);

  constructor(
    private readonly clock: Clock,
    private readonly caller?: AbortSignal,
  ) {
    if (caller?.aborted) this.follow();
    else caller?.addEventListener('abort', this.follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Aborts after `delayMs` from now; an earlier limit is forgotten. */
  limit(delayMs: number, why: string): void {
    this.cancelTimer();
    this.cancelTimer = this.clock.schedule(delayMs, () => this.controller.abort(new DOMException(why, 'TimeoutError')));
  }

  /** True when it was the time that ended it, not the caller. */
  get isTimedOut(): boolean {
    return this.signal.aborted && !this.caller?.aborted;
  }

  lift(): void {
    this.cancelTimer();
  }

  end(): void {
    this.cancelTimer();
    this.caller?.removeEventListener('abort', this.follow);
  }
}
