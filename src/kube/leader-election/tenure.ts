/** The right to work, held by a lease: a leader's, or a member's among several. */
export interface Tenure {
  /** Waits for it. The signal returned aborts when it is lost; returns early, without it, when `signal` aborts. */
  acquire(signal: AbortSignal): Promise<AbortSignal>;
  /** Judged anew at each call: ask before every batch of writes. */
  isLeader(): boolean;
  /** Gives it to the next at once: nothing of ours may be at work any more. Never rejects. */
  release(): Promise<void>;
  /** Leaves it to run out: something of ours would not end. */
  abandon(): void;
}
