import type { KubeObject, ResourceType } from '../meta/index.js';
import type { EventHandler, HandlerRegistration } from './event-handler.js';
import type { Indexers, ReadonlyStore } from './store.js';

/** What is watched and what of it is kept. */
export interface InformerSpec<T extends KubeObject> {
  readonly type: ResourceType;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Only metadata travels and is kept: for kinds of which labels or owners matter, and for Secrets. */
  readonly metadataOnly?: boolean;
  /** Runs before an object is stored; it may change what it is given. Default: `dropBookkeeping`. */
  readonly transform?: (object: T) => T;
  readonly indexers?: Indexers<T>;
  /** Served by a CustomResourceDefinition that may be absent: its cache is empty, and in sync, until it appears. */
  readonly optional?: boolean;
}

export declare class Informer<T extends KubeObject> {
  readonly spec: InformerSpec<T>;
  readonly store: ReadonlyStore<T>;
  readonly lastSyncRv: string | undefined;
  start(): void;
  stop(): Promise<void>;
  hasSynced(): boolean;
  waitForSync(signal?: AbortSignal): Promise<void>;
  /** False when `timeoutMs` passed first. */
  waitForVersion(resourceVersion: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  addHandler(handler: EventHandler<T>): HandlerRegistration;
  addIndexers(indexers: Indexers<T>): void;
}
