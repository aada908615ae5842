import type { KubeClient } from '../client/kube-client.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { hasReached, resourceName, type KubeObject } from '../meta/index.js';
import type { InformerMetrics, InformerStats, KubeMetrics } from '../metrics/kube-metrics.js';
import type { EventHandler, HandlerRegistration } from './event-handler.js';
import { Handlers, type Notification } from './handlers.js';
import { ObjectCache } from './object-cache.js';
import { Reflector, type ReflectorScope } from './reflector.js';
import { Store, type Indexers, type ReadonlyStore } from './store.js';
import { TextPool } from './text-pool.js';
import { dropBookkeeping } from './transform.js';
import { VersionWaiters } from './version-waiters.js';
import type { Recovery } from './watch-failure.js';

/** What is watched and what of it is kept. */
export interface InformerSpec<T extends KubeObject> extends ReflectorScope {
  /** Runs before an object is stored; it may change what it is given. Default: `dropBookkeeping`. */
  readonly transform?: (object: T) => T;
  readonly indexers?: Indexers<T>;
  /** By a CustomResourceDefinition that may be absent: the cache is empty until it appears, and start-up does not wait. */
  readonly optional?: boolean;
}

export interface InformerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: KubeMetrics;
  readonly random: () => number;
  readonly overlapSeconds?: number;
  readonly streaming?: boolean;
}

/** A local copy of one kind that follows the server, and tells handlers what changes. */
export class Informer<T extends KubeObject = KubeObject> {
  readonly name: string;

  private readonly objects: Store<T>;
  private readonly cache: ObjectCache<T>;
  private readonly handlers: Handlers<T>;
  private readonly waiters: VersionWaiters;
  private readonly syncWaiters = new Set<() => void>();
  private readonly logger: Logger;
  private readonly metrics: InformerMetrics;
  private readonly reflector: Reflector<T>;

  private stopping: AbortController | undefined;
  private loop: Promise<void> = Promise.resolve();
  private isSynced = false;
  private isRefused = false;
  private seenVersion: string | undefined;
  private lastHeardMs: number;

  constructor(
    readonly spec: InformerSpec<T>,
    private readonly parts: InformerParts,
  ) {
    this.name = nameOf(spec);
    this.logger = parts.logger.child({ informer: this.name });
    this.metrics = parts.metrics.informer(this.name, () => this.stats());
    this.lastHeardMs = parts.clock.monotonicMs();
    this.objects = new Store(spec.indexers);
    this.cache = new ObjectCache(this.objects);
    this.waiters = new VersionWaiters(parts.clock);
    this.handlers = new Handlers((error) => this.reportHandlerFailure(error));
    this.reflector = this.createReflector();
  }

  /** What is known now; empty before the first list. */
  get store(): ReadonlyStore<T> {
    return this.objects;
  }

  /** The newest version of which the server has said everything. */
  get lastSyncRv(): string | undefined {
    return this.seenVersion;
  }

  /** False while the server answers that it knows no such kind. */
  get isServed(): boolean {
    return !this.isRefused;
  }

  /** True between `start` and `stop`: only then will the cache ever be newer than it is. */
  get isFollowing(): boolean {
    return this.stopping !== undefined && !this.stopping.signal.aborted;
  }

  /** Begins to follow the server, or does nothing when it does already. May follow a `stop`. */
  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    this.loop = this.reflector.run(this.stopping.signal);
  }

  /** Ends a list or watch under way; resolves when nothing is open any more. The store stays readable. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.loop;
    this.stopping = undefined;
  }

  /** For a kind that is no longer served: stops, and tells handlers that the objects are gone. */
  async retire(): Promise<void> {
    await this.stop();
    this.isSynced = false;
    this.tellAll(this.cache.replace([], false));
  }

  /** Tries again now instead of at the end of a back-off. */
  wake(): void {
    this.reflector.wake();
  }

  hasSynced(): boolean {
    return this.isSynced;
  }

  /** Resolves after the first list, or when the signal aborts: ask `hasSynced`. */
  waitForSync(signal?: AbortSignal): Promise<void> {
    if (this.isSynced || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = (): void => {
        this.syncWaiters.delete(finish);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      this.syncWaiters.add(finish);
      signal?.addEventListener('abort', finish, { once: true });
    });
  }

  /** True as soon as the cache is at least as new as the version; false when the time passed or the signal aborted. */
  async waitForVersion(resourceVersion: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    if (hasReached(this.seenVersion, resourceVersion)) return true;
    return this.waiters.wait(resourceVersion, timeoutMs, signal);
  }

  /** Tells the handler of everything there is, in this tick, and of every change from then on. */
  addHandler(handler: EventHandler<T>): HandlerRegistration {
    const remove = this.handlers.add(handler);
    for (const object of this.objects.list()) this.handlers.tell(handler, (told) => told.add?.(object, true));
    return { hasSynced: () => this.isSynced, remove };
  }

  /** @throws RangeError when a name is taken by another function. */
  addIndexers(indexers: Indexers<T>): void {
    this.objects.addIndexers(indexers);
  }

  private createReflector(): Reflector<T> {
    const { client, clock, random, overlapSeconds, streaming } = this.parts;
    const { transform = dropBookkeeping } = this.spec;
    const texts = new TextPool();
    return new Reflector<T>({
      client,
      clock,
      random,
      overlapSeconds,
      streaming,
      scope: this.spec,
      transform: (object) => texts.share(transform(object)),
      sink: {
        replace: (objects) => this.replace(objects),
        put: (object) => this.tellAll(this.cache.put(object)),
        remove: (object) => this.tellAll(this.cache.remove(object)),
        repeat: (event, object) => this.tellAll(this.cache.repeat(event, object)),
        forgetBefore: (resourceVersion) => this.cache.forgetBefore(resourceVersion),
        advance: (resourceVersion) => this.advance(resourceVersion),
        interrupted: (recovery, error, delayMs) => this.interrupted(recovery, error, delayMs),
      },
    });
  }

  private replace(objects: readonly T[]): void {
    this.isRefused = false;
    const notifications = this.cache.replace(objects, !this.isSynced);
    this.tellAll(notifications);
    this.isSynced = true;
    for (const finish of this.syncWaiters) finish();
  }

  private advance(resourceVersion: string): void {
    this.seenVersion = resourceVersion;
    this.lastHeardMs = this.parts.clock.monotonicMs();
    this.waiters.advance(resourceVersion);
  }

  private tellAll(notifications: readonly Notification<T>[]): void {
    for (const notification of notifications) this.handlers.notify(notification);
  }

  private interrupted({ cause }: Recovery, err: unknown, delayMs: number): void {
    this.metrics.restarted(cause);
    this.isRefused = cause === 'not_served';
    // Ends of watches, expired versions and absent kinds are daily bread; anything else somebody should see.
    const level = cause === 'failed' || cause === 'throttled' ? 'warn' : 'debug';
    this.logger[level]('Informer starts again', { cause, delayMs: Math.round(delayMs), err });
  }

  private reportHandlerFailure(err: unknown): void {
    this.metrics.handlerFailed();
    this.logger.error('Informer handler failed', { err });
  }

  private stats(): InformerStats {
    const silentSeconds = (this.parts.clock.monotonicMs() - this.lastHeardMs) / 1_000;
    return { objects: this.objects.size, lastSyncRv: this.seenVersion, silentSeconds };
  }
}

/** Tells informers apart: two of one name see the same objects in the same form. */
export function nameOf({ type, namespace, labelSelector, fieldSelector, metadataOnly }: ReflectorScope): string {
  const scope = [namespace && `namespace=${namespace}`, labelSelector, fieldSelector, metadataOnly && 'metadata'];
  const narrowed = scope.filter(Boolean).join(';');
  return `${resourceName(type)}/${type.version}${narrowed && `[${narrowed}]`}`;
}
