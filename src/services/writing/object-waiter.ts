import type { Clock } from '../../kube/clock.js';
import type { HandlerRegistration, Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';

export interface WaitOptions {
  readonly seconds: number;
  /** Aborts when nobody waits any more. */
  readonly signal?: AbortSignal;
}

/** Lets callers wait for something to become of an object, as long as they like and the process runs. */
export class ObjectWaiter<T extends KubeObject> {
  readonly #waits = new Set<Wait<T>>();

  constructor(
    private readonly informer: Informer<T>,
    private readonly clock: Clock,
  ) {}

  /** The object once it has; as it is by then when the time is up, when it was deleted, or at a shutdown. */
  async until(object: T, isOver: (latest: T) => boolean, { seconds, signal }: WaitOptions): Promise<T> {
    const wait = new Wait(object, isOver);
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

  private listen(wait: Wait<T>): HandlerRegistration {
    return this.informer.addHandler({
      add: (seen) => wait.see(seen),
      update: (_previous, seen) => wait.see(seen),
      delete: (last) => wait.see(last, true),
    });
  }
}

/** One caller's wait for one object. */
class Wait<T extends KubeObject> {
  readonly ended: Promise<T>;
  #resolve!: (latest: T) => void;
  #latest: T;

  constructor(
    object: T,
    private readonly isOver: (latest: T) => boolean,
  ) {
    this.#latest = object;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
    if (isOver(object)) this.finish();
  }

  see(seen: T, isGone = false): void {
    if (seen.metadata.uid !== this.#latest.metadata.uid) return;
    this.#latest = seen;
    if (isGone || this.isOver(seen)) this.finish();
  }

  finish(): void {
    this.#resolve(this.#latest);
  }
}
