import type { Logger } from '../logger.js';
import type { KubeObject, ObjectKey, ResourceType } from '../meta/index.js';

/** Nothing: done until something changes. `requeueAfterMs`: look again then, whatever happens in between. */
export type Result = void | { readonly requeueAfterMs: number };

export interface ReconcileContext {
  readonly key: ObjectKey;
  /** Aborts at shutdown, when the lease is lost, and when this run takes too long. Pass it to every call. */
  readonly signal: AbortSignal;
  /** Carries controller, key and reconcileId. */
  readonly logger: Logger;
  readonly reconcileId: string;
  /**
   * Tells the runtime what was written, so that the next run of this key does not start from a cache that is older.
   * Returns the object, to wrap a write in place.
   */
  recordWrite<T extends KubeObject>(type: ResourceType, written: T): T;
}

/** One level-triggered loop: reads the whole state, never trusts the event. An absent object is done. */
export interface Reconciler {
  reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result>;
}

/** Retrying cannot help: the key sleeps until a new event wakes it. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
}

/** The cache was stale: look again soon. Normal traffic, neither logged nor counted as an error. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}
