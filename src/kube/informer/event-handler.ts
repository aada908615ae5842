import type { KubeObject } from '../meta/index.js';

/** A deletion that was not seen: the object is gone, and `lastKnown` may be older than its end. */
export interface Tombstone<T extends KubeObject> {
  readonly key: string;
  readonly lastKnown: T;
  readonly finalStateUnknown: true;
}

/**
 * Called after the store has changed, in order, synchronously: return soon. What a handler throws is caught, counted
 * and logged; it never reaches the stream.
 */
export interface EventHandler<T extends KubeObject> {
  /** `isInInitialList`: it was there when the handler began to listen. */
  add?(object: T, isInInitialList: boolean): void;
  update?(previous: T, object: T): void;
  /** `tombstone` is present when the event itself was missed. */
  delete?(last: T, tombstone?: Tombstone<T>): void;
}

export interface HandlerRegistration {
  /** True once everything of the initial list was delivered to this handler. */
  hasSynced(): boolean;
  remove(): void;
}
