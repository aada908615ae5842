/** Lets a bounded number of requests run at once; the others wait in the order they came. */
export class InFlightLimit {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limit: number) {}

  /** Resolves once there is room; the caller must `leave`. Rejects with the signal's reason, and then must not. */
  async enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.running < this.limit) {
      this.running += 1;
      return;
    }
    return this.wait(signal);
  }

  private wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.waiting.delete(admit);
        reject(signal?.reason as Error);
      };
      this.waiting.add(admit);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Hands the place to the one who waited longest. */
  leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
