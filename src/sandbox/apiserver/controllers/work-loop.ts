const RETRY_MS = 1_000;

/**
 * Works off keys one after the other, each at most once however often it is added meanwhile. Work begins after the current
 * turn, when the write that caused it is committed; what fails is tried again a second later.
 */
export class WorkLoop {
  private readonly pending = new Set<string>();
  private readonly retries = new Set<NodeJS.Timeout>();
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(private readonly work: (key: string) => Promise<void>) {}

  add(key: string): void {
    if (this.isStopped) return;
    this.pending.add(key);
    this.running ??= this.run();
  }

  /** Resolves when the key at hand is done; the rest is found again at the next start. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.retries.forEach((timer) => clearTimeout(timer));
    await this.running;
  }

  private async run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const key of this.pending) {
      if (this.isStopped) break;
      this.pending.delete(key);
      await this.attempt(key);
    }
    this.running = undefined;
  }

  private async attempt(key: string): Promise<void> {
    try {
      await this.work(key);
    } catch {
      // A webhook that is down, a policy that refuses: both may change their mind.
      const timer = setTimeout(() => {
        this.retries.delete(timer);
        this.add(key);
      }, RETRY_MS).unref();
      this.retries.add(timer);
    }
  }
}
