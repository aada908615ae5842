import type { UntypedObject } from '../../../kube/meta/index.js';
import { GroupCommit } from './group-commit.js';
import type { Journal } from './journal.js';
import type { ObjectReader } from './object-reader.js';
import { ResourceHistory } from './resource-history.js';
import type { HistoryLimits } from './resource-history.js';
import { RevisionWaiters } from './revision-waiters.js';
import type { StoreEvent } from './store-event.js';
import { keyRange, objectKey, parseStoredObject, toStoredObject } from './stored-object.js';
import type { StoredObject } from './stored-object.js';

export interface ObjectStoreOptions {
  readonly journal: Journal;
  readonly now: () => Date;
  readonly history: HistoryLimits;
}

export type CommitListener = (event: StoreEvent) => void;

/**
 * Every object of the server, in memory, with one revision counter for all. A write is synchronous: between reading and
 * committing in one turn nothing can come between. Changes are published to watchers once they are on disk.
 */
export class ObjectStore implements ObjectReader {
  private readonly resources = new Map<string, ResourceHistory>();
  private readonly commitListeners: CommitListener[] = [];
  private readonly subscribers = new Map<string, Set<() => void>>();
  private readonly group: GroupCommit;
  private readonly waiters = new RevisionWaiters();
  private readonly unpublished = new Set<string>();
  private baseRevision: number;
  private currentRevision: number;
  private durableRevision: number;

  constructor(private readonly options: ObjectStoreOptions) {
    const { revision, records } = options.journal.load();
    this.baseRevision = this.currentRevision = this.durableRevision = revision;
    this.group = new GroupCommit(options.journal, (durable) => this.publish(durable));
    for (const { storageKey, revision: at, json } of records) {
      this.historyOf(storageKey).load(parseStoredObject(storageKey, at, json));
    }
  }

  /** Of the last write; a list taken now is at this revision. */
  get revision(): number {
    return this.currentRevision;
  }

  /** Of the last write that is on disk: what watchers may know of. */
  get publishedRevision(): number {
    return this.durableRevision;
  }

  get(storageKey: string, namespace: string | undefined, name: string): UntypedObject | undefined {
    return this.find(storageKey, namespace, name)?.object;
  }

  list(storageKey: string, namespace?: string): UntypedObject[] {
    return this.stored(storageKey, namespace).map(({ object }) => object);
  }

  find(storageKey: string, namespace: string | undefined, name: string): StoredObject | undefined {
    return this.resources.get(storageKey)?.latest.get(objectKey(namespace, name));
  }

  stored(storageKey: string, namespace?: string): StoredObject[] {
    const { from, to } = keyRange(namespace);
    return this.resources.get(storageKey)?.latest.range(from, to) ?? [];
  }

  /** Without visiting the objects. */
  count(storageKey: string, namespace?: string): number {
    const { from, to } = keyRange(namespace);
    return this.resources.get(storageKey)?.latest.countRange(from, to) ?? 0;
  }

  revisionOf(storageKey: string): number {
    return this.resources.get(storageKey)?.latestRevision ?? this.baseRevision;
  }

  /** Present and past of a resource; empty for one that has never held anything. */
  historyOf(storageKey: string): ResourceHistory {
    const known = this.resources.get(storageKey);
    if (known) return known;
    const created = new ResourceHistory(this.options.history, this.baseRevision);
    this.resources.set(storageKey, created);
    return created;
  }

  get storageKeys(): readonly string[] {
    return [...this.resources.keys()];
  }

  /** Creates or replaces. Takes ownership of `object` and stamps its resourceVersion. */
  put(storageKey: string, object: UntypedObject): StoredObject {
    const { namespace, name } = object.metadata;
    const type = this.find(storageKey, namespace, name) ? 'MODIFIED' : 'ADDED';
    return this.commit(type, storageKey, object);
  }

  /** Takes ownership of the last state of an object that is there. @returns it, at the revision of the deletion. */
  remove(storageKey: string, lastState: UntypedObject): StoredObject {
    return this.commit('DELETED', storageKey, lastState);
  }

  /** Runs within the write, before anybody else can see it. Must not write: queue that. */
  onCommit(listener: CommitListener): void {
    this.commitListeners.push(listener);
  }

  /** Calls back when there are newly published changes of a resource. @returns the way to stop. */
  subscribe(storageKey: string, listener: () => void): () => void {
    const listeners = this.subscribers.get(storageKey) ?? new Set();
    this.subscribers.set(storageKey, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Waits for a revision that is still to come; false when it did not. */
  reached(revision: number, timeoutMs: number): Promise<boolean> {
    return this.waiters.wait(revision, timeoutMs);
  }

  /** Resolves when everything written so far is on disk; undefined when it is already. */
  settled(): Promise<void> | undefined {
    return this.group.settled();
  }

  /** @throws when storage has failed: nothing is written any more. */
  assertHealthy(): void {
    this.group.assertHealthy();
  }

  /** Forgets all past: watches from older revisions and further pages of older lists are refused as expired. */
  compact(): void {
    this.group.flush();
    this.baseRevision = this.currentRevision;
    for (const history of this.resources.values()) history.compact(this.currentRevision);
  }

  /** Writes down what is still open, then closes the journal. */
  close(): void {
    this.group.flush();
    this.options.journal.close();
  }

  private commit(type: StoreEvent['type'], storageKey: string, object: UntypedObject): StoredObject {
    this.group.assertHealthy();
    const current = toStoredObject(storageKey, object, this.currentRevision + 1);
    this.currentRevision = current.revision;
    const event = this.historyOf(storageKey).record(type, current, this.options.now().getTime());
    this.unpublished.add(storageKey);
    const { namespace = '', name, revision, json } = current;
    this.group.append({ storageKey, namespace, name, revision, json: type === 'DELETED' ? undefined : json });
    for (const listener of this.commitListeners) listener(event);
    return current;
  }

  private publish(durable: number): void {
    this.durableRevision = durable;
    this.waiters.wake(durable);
    const changed = [...this.unpublished];
    this.unpublished.clear();
    for (const storageKey of changed) {
      for (const listener of this.subscribers.get(storageKey) ?? []) listener();
    }
  }
}
