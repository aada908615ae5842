/** Stops a scheduled callback; harmless once it has run. */
export type CancelTimer = () => void;

/** Time as the runtime sees it: passed in, so that tests own it. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean anything. Deadlines are judged by this one. */
  monotonicMs(): number;
  /** Wall time, for stamps that people read. */
  now(): Date;
  /** Runs `callback` once, in a later tick. */
  schedule(delayMs: number, callback: () => void): CancelTimer;
}

/** Beyond this setTimeout fires at once; nothing that we schedule is longer on purpose. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  now: () => new Date(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(delayMs, MAX_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};

/** Resolves after the delay, or at once when the signal aborts: check the signal afterwards. Never rejects. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.schedule(delayMs, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
