import type { KubeObject } from '../../kube/meta/index.js';

export type ChangeType = 'Added' | 'Modified' | 'Deleted';

export interface ResourceChange<T> {
  readonly type: ChangeType;
  /** As it is now; as it last was, when deleted. */
  readonly object: T;
}

/** What a reader wants to hear of. */
export interface Interest<T> {
  isInScope(object: T): boolean;
  /** An object that no longer does is a deletion to the reader. */
  matches(object: T): boolean;
}

/** The newest change of each object that a reader has not taken yet, in order of their first appearance. */
export class LatestChanges<T extends KubeObject> {
  readonly #pending = new Map<string, ResourceChange<T>>();
  /** What the reader has been told of. */
  readonly #told = new Set<string>();
  #wake: () => void = () => undefined;

  constructor(private readonly interest: Interest<T>) {}

  put(type: ChangeType, object: T): void {
    if (!this.interest.isInScope(object)) return;
    // By uid: the end of one object and the birth of another under its name are two pieces of news.
    const key = object.metadata.uid!;
    const gone = type === 'Deleted' || !this.interest.matches(object);
    if (gone && !this.#told.has(key)) this.#pending.delete(key);
    else this.#pending.set(key, { type: gone ? 'Deleted' : this.#told.has(key) ? 'Modified' : 'Added', object });
    this.#wake();
  }

  async *read(signal: AbortSignal): AsyncGenerator<ResourceChange<T>> {
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake, { once: true });
    while (!signal.aborted) {
      const next = this.take();
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    signal.removeEventListener('abort', wake);
  }

  private take(): ResourceChange<T> | undefined {
    const [first] = this.#pending;
    if (!first) return undefined;
    const [key, change] = first;
    this.#pending.delete(key);
    if (change.type === 'Deleted') this.#told.delete(key);
    else this.#told.add(key);
    return change;
  }
}
