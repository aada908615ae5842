import { keyOf, type KubeObject } from '../meta/index.js';
import type { Notification } from './handlers.js';
import type { Store } from './store.js';

/**
 * Turns what the server says into changes of the store and the notifications they are worth. The store is changed
 * before anything is returned, so that a handler finds in it at least what it is told.
 */
export class ObjectCache<T extends KubeObject> {
  constructor(private readonly store: Store<T>) {}

  put(object: T, isInInitialList = false): Notification<T>[] {
    const previous = this.store.get(keyOf(object));
    if (previous && isSameState(previous, object)) return [];
    this.store.put(object);
    if (!previous) return [(handler) => handler.add?.(object, isInInitialList)];
    if (previous.metadata.uid === object.metadata.uid) return [(handler) => handler.update?.(previous, object)];
    // Another object under the same name: whoever holds the old uid must hear of its end.
    return [buried(previous), (handler) => handler.add?.(object, isInInitialList)];
  }

  remove(last: T): Notification<T>[] {
    const known = this.store.remove(keyOf(last));
    return known ? [(handler) => handler.delete?.(last)] : [];
  }

  /** What is not among `objects` was deleted while nobody listened. */
  replace(objects: readonly T[], isInitial: boolean): Notification<T>[] {
    const notifications = objects.flatMap((object) => this.put(object, isInitial));
    const listed = new Set(objects.map(keyOf));
    const missing = [...this.store.keys()].filter((key) => !listed.has(key));
    return [...notifications, ...missing.map((key) => buried(this.store.remove(key)!))];
  }
}

const isSameState = (a: KubeObject, b: KubeObject): boolean =>
  a.metadata.uid === b.metadata.uid &&
  a.metadata.resourceVersion !== undefined &&
  a.metadata.resourceVersion === b.metadata.resourceVersion;

function buried<T extends KubeObject>(lastKnown: T): Notification<T> {
  const tombstone = { key: keyOf(lastKnown), lastKnown, finalStateUnknown: true } as const;
  return (handler) => handler.delete?.(lastKnown, tombstone);
}
