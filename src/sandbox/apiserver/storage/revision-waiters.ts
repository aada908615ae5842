interface Waiter {
  readonly revision: number;
  readonly wake: () => void;
}

/** Requests for a revision that has not been written yet. */
export class RevisionWaiters {
  private readonly waiters = new Set<Waiter>();

  /** Resolves to whether the revision came in time. */
  wait(revision: number, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (came: boolean): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        resolve(came);
      };
      const waiter: Waiter = { revision, wake: () => finish(true) };
      const timer = setTimeout(finish, timeoutMs, false);
      this.waiters.add(waiter);
    });
  }

  wake(revision: number): void {
    for (const waiter of this.waiters) if (waiter.revision <= revision) waiter.wake();
  }
}
