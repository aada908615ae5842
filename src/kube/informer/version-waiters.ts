import { sleep, type Clock } from '../clock.js';
import { hasReached } from '../meta/index.js';

/** Those who wait until a cache is at least as new as a version that they know of. */
export class VersionWaiters {
  private readonly waiting = new Set<{ version: string; done: () => void }>();

  constructor(private readonly clock: Clock) {}

  advance(seen: string): void {
    for (const waiter of this.waiting) if (hasReached(seen, waiter.version)) waiter.done();
  }

  /** False when the time passed, or the signal aborted, before the version was seen. */
  async wait(version: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    const waking = new AbortController();
    let isReached = false;
    const done = (): void => {
      isReached = true;
      waking.abort();
    };
    const giveUp = (): void => waking.abort();
    if (signal?.aborted) return false;
    signal?.addEventListener('abort', giveUp, { once: true });
    const waiter = { version, done };
    this.waiting.add(waiter);
    await sleep(this.clock, timeoutMs, waking.signal);
    this.waiting.delete(waiter);
    signal?.removeEventListener('abort', giveUp);
    return isReached;
  }
}
