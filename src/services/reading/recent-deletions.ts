import type { Informer } from '../../kube/informer/index.js';
import { hasReached, type KubeObject } from '../../kube/meta/index.js';

/** More than go while somebody who watches is away for a moment; only references, to objects that are small. */
const MAX_REMEMBERED = 1_000;

/** What has gone lately, for watches that were interrupted: what is there they can read off the cache. */
export class RecentDeletions<T extends KubeObject> {
  readonly #gone: T[] = [];
  /** Everything that went after this version is known; undefined until it can be said. */
  #since: string | undefined;

  constructor(
    private readonly informer: Pick<Informer<T>, 'addHandler' | 'lastSyncRv'>,
    private readonly most = MAX_REMEMBERED,
  ) {
    informer.addHandler({
      add: () => this.begin(),
      update: () => this.begin(),
      // Of an end that was missed the version is not known.
      delete: (last, tombstone) => (tombstone ? this.beginAnew() : this.remember(last)),
    });
  }

  /** Undefined when some of them may have been forgotten. */
  after(version: string): readonly T[] | undefined {
    this.#since ??= this.informer.lastSyncRv;
    if (this.#since === undefined || !hasReached(version, this.#since)) return undefined;
    return this.#gone.filter(({ metadata }) => !hasReached(version, metadata.resourceVersion!));
  }

  private remember(last: T): void {
    this.begin();
    this.#gone.push(last);
    if (this.#gone.length > this.most) this.#since = this.#gone.shift()!.metadata.resourceVersion;
  }

  private beginAnew(): void {
    this.#gone.length = 0;
    this.#since = undefined;
    this.begin();
  }

  /** After the tick: only when all of a list has been told does the informer know its version. */
  private begin(): void {
    if (this.#since === undefined) queueMicrotask(() => (this.#since ??= this.informer.lastSyncRv));
  }
}
