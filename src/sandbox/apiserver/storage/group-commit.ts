import type { Journal, JournalRecord } from './journal.js';

/**
 * Writes down all changes of one turn of the event loop in one synced batch: a thousand writes at once cost one sync.
 * Nobody may be shown a change before it is on disk, or a crash would take back what was seen; so answers wait for
 * {@link settled}, and watchers hear of changes from `onDurable`.
 */
export class GroupCommit {
  private batch: JournalRecord[] = [];
  private turn: PromiseWithResolvers<void> | undefined;
  private failure: Error | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly onDurable: (revision: number) => void,
  ) {}

  /** @throws when an earlier batch could not be written: memory is ahead of the disk, only a restart helps. */
  assertHealthy(): void {
    if (this.failure) throw this.failure;
  }

  append(record: JournalRecord): void {
    this.batch.push(record);
    if (this.turn) return;
    this.turn = Promise.withResolvers();
    // Whether anybody waits is not known yet; a rejection that nobody saw is still in `failure`.
    this.turn.promise.catch(() => undefined);
    setImmediate(() => this.flush());
  }

  /** Resolves when everything appended so far is on disk; undefined when it is already. */
  settled(): Promise<void> | undefined {
    if (this.failure) return Promise.reject(this.failure);
    return this.journal.durable ? this.turn?.promise : undefined;
  }

  flush(): void {
    if (!this.turn || this.failure) return;
    const { batch, turn } = this;
    this.batch = [];
    this.turn = undefined;
    try {
      this.journal.commit(batch);
    } catch (error) {
      this.failure = new Error('storage failed, restart the server', { cause: error });
      turn.reject(this.failure);
      return;
    }
    this.onDurable(batch.at(-1)!.revision);
    turn.resolve();
  }
}
