import { hasReached, keyOf, type KubeObject } from '../meta/index.js';
import type { Notification } from './handlers.js';
import type { Store } from './store.js';

/**
 * Turns what the server says into changes of the store and the notifications they are worth. The store is changed
 * before anything is returned, so that a handler finds in it at least what it is told.
 */
export class ObjectCache<T extends KubeObject> {
  /** The version of each deletion whose object's older events may still be repeated. */
  private readonly deletions = new Map<string, string>();

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
    const { resourceVersion } = last.metadata;
    if (resourceVersion) this.deletions.set(keyOf(last), resourceVersion);
    const known = this.store.remove(keyOf(last));
    return known ? [(handler) => handler.delete?.(last)] : [];
  }

  /** An event said again: worth something only where what is known is older. */
  repeat(event: 'put' | 'remove', object: T): Notification<T>[] {
    const key = keyOf(object);
    const known = this.store.get(key)?.metadata.resourceVersion ?? this.deletions.get(key);
    const { resourceVersion } = object.metadata;
    // Of the state that is known only its end is news.
    const isKnown = known === resourceVersion ? event === 'put' : hasReached(known, resourceVersion ?? '');
    if (isKnown) return [];
    return event === 'put' ? this.put(object) : this.remove(object);
  }

  /** No event as old as this will be repeated. */
  forgetBefore(resourceVersion: string): void {
    for (const [key, deletedAt] of this.deletions) {
      if (hasReached(resourceVersion, deletedAt)) this.deletions.delete(key);
    }
  }

  /** What is not among `objects` was deleted while nobody listened. */
  replace(objects: readonly T[], isInitial: boolean): Notification<T>[] {
    this.deletions.clear();
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
