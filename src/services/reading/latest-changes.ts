import { hasReached, type KubeObject } from '../../kube/meta/index.js';

export type ChangeType = 'Added' | 'Modified' | 'Deleted';

export interface ResourceChange<T> {
  readonly type: ChangeType;
  /** As it is now; as it last was, when deleted. */
  readonly object: T;
}

/** All that there was when the reader came has been told. */
export interface Synced {
  readonly type: 'Synced';
}

/** News with the version up to which nothing is left untold; undefined while that cannot be said of any. */
export type Positioned<E> = E & { readonly position?: string };

/** What a reader wants to hear of. */
export interface Interest<T> {
  isInScope(object: T): boolean;
  /** An object that no longer does is a deletion to the reader. */
  matches(object: T): boolean;
}

interface SyncMark extends Synced {
  /** Nothing that came after the mark is older. */
  readonly upTo?: string;
}

/** Never a uid. */
const SYNC_MARK = '';

/** The newest change of each object that a reader has not taken yet, in order of their first appearance. */
export class LatestChanges<T extends KubeObject> {
  readonly #pending = new Map<string, ResourceChange<T> | SyncMark>();
  /** What the reader has been told of. */
  readonly #told = new Set<string>();
  /** Of all that was put. */
  #newest: string | undefined;
  #position: string | undefined;
  #wake: () => void = () => undefined;

  constructor(private readonly interest: Interest<T>) {}

  put(type: ChangeType, object: T): void {
    if (!this.interest.isInScope(object)) return;
    this.advanceTo(object.metadata.resourceVersion);
    // By uid: the end of one object and the birth of another under its name are two pieces of news.
    const key = object.metadata.uid!;
    const gone = type === 'Deleted' || !this.interest.matches(object);
    if (gone && !this.#told.has(key)) this.#pending.delete(key);
    else this.#pending.set(key, { type: gone ? 'Deleted' : this.#told.has(key) ? 'Modified' : 'Added', object });
    this.#wake();
  }

  /** Something that the reader was told of, as it is, at another time. */
  remember(object: T): void {
    if (this.interest.isInScope(object) && this.interest.matches(object)) this.#told.add(object.metadata.uid!);
  }

  /** A change that came since the reader left: what it did not know it is told as if it had. */
  putMissed(type: ChangeType, object: T): void {
    if (!this.interest.isInScope(object)) return;
    this.#told.add(object.metadata.uid!);
    this.put(type, object);
  }

  /** What is there has been put, as of that version: changes from here on are news. */
  markSynced(version: string | undefined): void {
    this.advanceTo(version);
    this.#pending.set(SYNC_MARK, { type: 'Synced', upTo: this.#newest });
  }

  async *read(signal: AbortSignal): AsyncGenerator<Positioned<ResourceChange<T> | Synced>> {
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake, { once: true });
    while (!signal.aborted) {
      const next = this.take();
      if (next) yield { ...next, position: this.#position };
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    signal.removeEventListener('abort', wake);
  }

  private take(): ResourceChange<T> | Synced | undefined {
    const [first] = this.#pending;
    if (!first) return undefined;
    const [key, change] = first;
    this.#pending.delete(key);
    if (change.type === 'Synced') this.#position = change.upTo;
    else if (change.type === 'Deleted') this.#told.delete(key);
    else this.#told.add(key);
    // While something waits, what was before it may be what waits.
    if (this.#pending.size === 0) this.#position = this.#newest;
    return change.type === 'Synced' ? { type: 'Synced' } : change;
  }

  private advanceTo(version: string | undefined): void {
    if (version !== undefined && !hasReached(this.#newest, version)) this.#newest = version;
  }
}
