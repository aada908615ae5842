import type { KubeList, KubeObject, ObjectKey, ResourceType, UntypedObject } from '../meta/index.js';

export interface ListOptions {
  /** Absent: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: 'Exact' | 'NotOlderThan';
  /** Items hold apiVersion, kind and metadata, nothing else. */
  metadataOnly?: boolean;
  signal?: AbortSignal;
}

export interface WriteOptions {
  /** Who owns the fields written; a must for apply, advised for all. */
  fieldManager?: string;
  /** Runs everything but the commit. */
  dryRun?: boolean;
  /** Refuse unknown and duplicate fields rather than prune them. */
  strict?: boolean;
  signal?: AbortSignal;
}

export type PatchType = 'merge' | 'json';

export interface PatchOptions extends WriteOptions {
  subresource?: 'status' | 'scale';
}

export interface ApplyOptions extends WriteOptions {
  fieldManager: string;
  /** Take fields from other managers instead of failing with Conflict. */
  force?: boolean;
  subresource?: 'status';
}

export interface DeleteOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** Of a Pod, 0 ends the wait for its node. */
  gracePeriodSeconds?: number;
  uid?: string;
  resourceVersion?: string;
  dryRun?: boolean;
  signal?: AbortSignal;
}

export type WatchEventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

export interface WatchEvent<T extends KubeObject = UntypedObject> {
  type: WatchEventType;
  object: T;
}

export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  resourceVersion?: string;
  /** The server closes the stream cleanly after this long. */
  timeoutSeconds?: number;
  sendInitialEvents?: boolean;
  /** Objects hold apiVersion, kind and metadata, nothing else. */
  metadataOnly?: boolean;
  signal: AbortSignal;
}

/**
 * Typed access to any kind over the wire, as plain JSON. Never cached: reads that a cache can answer go to an informer.
 * Every method rejects with {@link KubeError}; idempotent requests are retried on throttling and lost connections, and
 * `Retry-After` is honoured. The caller's AbortSignal ends the request and any wait.
 */
export abstract class KubeClient {
  abstract get<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    key: ObjectKey,
    signal?: AbortSignal,
  ): Promise<T>;

  /** One page; follow `metadata.continue`, or use an informer. Items carry apiVersion and kind whatever the server sent. */
  abstract list<T extends KubeObject = UntypedObject>(type: ResourceType, options?: ListOptions): Promise<KubeList<T>>;

  abstract create<T extends KubeObject>(type: ResourceType, object: T, options?: WriteOptions): Promise<T>;

  /** PUT: object must carry the resourceVersion it was read with. */
  abstract update<T extends KubeObject>(type: ResourceType, object: T, options?: WriteOptions): Promise<T>;

  /** A merge patch (RFC 7386) is an object, a JSON patch (RFC 6902) a list of operations. */
  abstract patch<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    key: ObjectKey,
    patch: { type: PatchType; body: unknown },
    options?: PatchOptions,
  ): Promise<T>;

  /** Server-side apply: what `fieldManager` applied before and leaves out now is removed. Creates what is absent. */
  abstract apply<T extends KubeObject>(type: ResourceType, object: T, options: ApplyOptions): Promise<T>;

  /** Resolves when the server has accepted the deletion, not when the object is gone. */
  abstract delete(type: ResourceType, key: ObjectKey, options?: DeleteOptions): Promise<void>;

  /** Events in order until the server closes the stream; an ERROR event is yielded, a broken stream rejects. */
  abstract watch<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    options: WatchOptions,
  ): AsyncIterable<WatchEvent<T>>;

  /** POST of a review that is answered and not stored (TokenReview, SubjectAccessReview). */
  abstract review<T extends KubeObject>(type: ResourceType, object: T, signal?: AbortSignal): Promise<T>;

  /** GET of a path outside the resources: `/version`, `/apis`. */
  abstract getPath<T>(path: string, signal?: AbortSignal): Promise<T>;
}
