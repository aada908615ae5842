import type { Clock } from '../../kube/clock.js';
import type { HandlerRegistration, Informer } from '../../kube/informer/index.js';
import { isTerminal } from '../../operations/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';

export interface WaitOptions {
  readonly seconds: number;
  /** Aborts when nobody waits any more. */
  readonly signal?: AbortSignal;
}

/** Lets callers wait for the end of an operation, as long as they like and the process runs. */
export class OperationWaiter {
  readonly #waits = new Set<Wait>();

  constructor(
    private readonly informer: Informer<OpsRequest>,
    private readonly clock: Clock,
  ) {}

  /** The operation once it has ended; as it is by then when the time is up, when it was deleted, or at a shutdown. */
  async untilEnded(operation: OpsRequest, { seconds, signal }: WaitOptions): Promise<OpsRequest> {
    const wait = new Wait(operation);
    this.#waits.add(wait);
    const finish = (): void => wait.finish();
    const cancelTimer = this.clock.schedule(seconds * 1000, finish);
    signal?.addEventListener('abort', finish, { once: true });
    const registration = this.listen(wait);
    const latest = await wait.ended;
    registration.remove();
    signal?.removeEventListener('abort', finish);
    cancelTimer();
    this.#waits.delete(wait);
    return latest;
  }

  /** Waiting requests must not hold up the end of the process. */
  onModuleDestroy(): void {
    for (const wait of this.#waits) wait.finish();
  }

  private listen(wait: Wait): HandlerRegistration {
    return this.informer.addHandler({
      add: (seen) => wait.see(seen),
      update: (_previous, seen) => wait.see(seen),
      delete: (last) => wait.see(last, true),
    });
  }
}

/** One caller's wait for one operation. */
class Wait {
  readonly ended: Promise<OpsRequest>;
  #resolve!: (latest: OpsRequest) => void;
  #latest: OpsRequest;

  constructor(operation: OpsRequest) {
    this.#latest = operation;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
    if (isTerminal(operation)) this.finish();
  }

  see(seen: OpsRequest, isGone = false): void {
    if (seen.metadata.uid !== this.#latest.metadata.uid) return;
    this.#latest = seen;
    if (isGone || isTerminal(seen)) this.finish();
  }

  finish(): void {
    this.#resolve(this.#latest);
  }
}
