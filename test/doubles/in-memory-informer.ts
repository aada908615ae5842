import { Store, type EventHandler, type Indexers, type Informer } from '../../src/kube/informer/index.js';
import { keyOf, type KubeObject } from '../../src/kube/meta/index.js';
import { deepFreeze } from './deep-freeze.js';

/** The reading side of an informer over what a test puts there; handlers hear of it in the same tick. */
export class InMemoryInformer<T extends KubeObject> {
  readonly store: Store<T>;
  isSynced = true;
  lastSyncRv: string | undefined;
  /** Versions that somebody waited for. */
  readonly awaited: string[] = [];
  private readonly handlers = new Set<EventHandler<T>>();
  private readonly syncWaiters = new Set<() => void>();

  constructor(objects: readonly T[] = [], indexers: Indexers<T> = {}) {
    this.store = new Store<T>(indexers);
    for (const object of objects) this.store.put(deepFreeze(object));
  }

  put(...objects: T[]): this {
    for (const object of objects) {
      const previous = this.store.put(deepFreeze(object));
      for (const handler of this.handlers) {
        if (previous) handler.update?.(previous, object);
        else handler.add?.(object, false);
      }
    }
    return this;
  }

  remove(object: T): this {
    const last = this.store.remove(keyOf(object));
    if (last) for (const handler of this.handlers) handler.delete?.(last);
    return this;
  }

  addHandler(handler: EventHandler<T>): { hasSynced: () => boolean; remove: () => void } {
    this.handlers.add(handler);
    for (const object of this.store.list()) handler.add?.(object, true);
    return { hasSynced: () => this.isSynced, remove: () => void this.handlers.delete(handler) };
  }

  hasSynced(): boolean {
    return this.isSynced;
  }

  waitForSync(): Promise<void> {
    return this.isSynced ? Promise.resolve() : new Promise((resolve) => this.syncWaiters.add(resolve));
  }

  /** The first list has arrived. */
  becomeSynced(): void {
    this.isSynced = true;
    for (const resolve of this.syncWaiters) resolve();
  }

  async waitForVersion(resourceVersion: string): Promise<boolean> {
    this.awaited.push(resourceVersion);
    return true;
  }

  /** Under the type that code under test asks for. */
  get asInformer(): Informer<T> {
    return this as unknown as Informer<T>;
  }
}
