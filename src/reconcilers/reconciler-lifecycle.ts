import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { ClusterCaches } from '../caches/index.js';
import type { OperationSettings, ReconcileSettings, StorageSettings } from '../config/index.js';
import { KubeRuntime } from '../kube/kube-runtime.js';
import { isAlreadyExists, isForbidden, type KubeClient } from '../kube/client/index.js';
import { FencedKubeClient, type LeaseTimes, type Tenure } from '../kube/leader-election/index.js';
import { Manager } from '../kube/manager/index.js';
import { NAMESPACE } from '../kube/meta/index.js';
import type { ShardMembership, ShardStats } from '../kube/sharding/index.js';
import type { DatabaseEngine } from '../resources/database-engine/index.js';
import { buildLoops, type Loops } from './controllers.js';
import { seedCatalogue } from './database-engine/catalogue.js';
import { Resync } from './resync.js';
import { enqueueGained } from './shard-handover.js';
import { leadership, membership } from './tenure.js';

/** What the composition root decides for the loops. */
export abstract class LoopOptions {
  abstract readonly settings: ReconcileSettings;
  abstract readonly operations: OperationSettings;
  abstract readonly storages: StorageSettings;
  /** Entries that the leader brings into the cluster. */
  abstract readonly catalogue: readonly DatabaseEngine[];
  /** Told when this process can't go on: the lease is lost, or leading could not begin. */
  abstract readonly onFatal: (error: Error) => void;
  /** Others than those that suit most clusters. */
  abstract readonly leaseTimes?: LeaseTimes;
}

/** Starts and stops the loops, in the order that loses nothing. */
@Injectable()
export class ReconcilerLifecycle implements OnModuleDestroy {
  readonly #client: KubeClient;
  /** Where replicas share the work. */
  readonly #shards?: ShardMembership;
  readonly #tenure?: Tenure;
  readonly #loops: Loops;
  readonly #manager: Manager;
  readonly #resync: Resync;
  #inSync = false;

  constructor(
    private readonly runtime: KubeRuntime,
    private readonly options: LoopOptions,
    caches: ClusterCaches,
    scheduler: SchedulerRegistry,
  ) {
    const { settings, operations, storages, leaseTimes } = options;
    if (settings.sharding) this.#shards = membership(runtime, settings, leaseTimes);
    this.#tenure = this.#shards ?? (settings.leaderElection ? leadership(runtime, settings, leaseTimes) : undefined);
    this.#client = new FencedKubeClient(runtime.client, () => this.#tenure?.isLeader() ?? true);
    const tools = { ...runtime, client: this.#client };
    this.#loops = buildLoops(tools, caches, { reconciling: settings, operations, storages }, this.#shards?.admit);
    this.#shards?.onChange((isGained) => enqueueGained(this.#loops.targets, isGained));
    this.#manager = this.buildManager();
    this.#resync = new Resync(scheduler, settings.resyncSeconds, [this.#loops.clusters]);
  }

  /** Resolves when the caches are whole; the loops begin as soon as the lease is held. */
  async start(): Promise<void> {
    if (this.#tenure) await this.ensureLeaseNamespace();
    await this.#manager.start();
    this.#inSync = true;
    this.#resync.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#resync.stop();
    await this.#manager.stop();
    await this.runtime.close();
  }

  /** False until every cache holds what the server holds. */
  get isInSync(): boolean {
    return this.#inSync;
  }

  get isLeading(): boolean {
    return this.#manager.isLeading;
  }

  /** True once this replica may be counted on for its part, where the replicas share the work; else always. */
  get isTakingPart(): boolean {
    return this.#shards?.isMember ?? true;
  }

  /** Undefined where one replica does all the work. */
  get shards(): ShardStats | undefined {
    if (!this.#shards) return undefined;
    let keysOwned = 0;
    for (const { keys } of this.#loops.targets) for (const key of keys()) if (this.#shards.owns(key)) keysOwned += 1;
    return { members: this.#shards.size, keysOwned };
  }

  /** Without it nobody could ever lead. Who may not make namespaces was given this one, or is told what is missing. */
  private async ensureLeaseNamespace(): Promise<void> {
    const { leaseClient, logger } = this.runtime;
    const { namespace: name } = this.options.settings;
    try {
      await leaseClient.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    } catch (err) {
      if (isAlreadyExists(err)) return;
      // Whoever denies us the right to make it has made it, in the ordinary case.
      const level = isForbidden(err) ? 'info' : 'warn';
      logger[level]('Namespace of the Lease was not made; it must be there for the loops to begin', {
        namespace: name,
        err,
      });
    }
  }

  private buildManager(): Manager {
    const { informers, events, logger } = this.runtime;
    const { settings, catalogue, onFatal } = this.options;
    return new Manager({
      informers,
      events,
      controllers: this.#loops.all,
      elector: this.#tenure,
      onLeading: (signal) => seedCatalogue(this.#client, catalogue, { logger, signal }),
      onFatal,
      logger,
      drainTimeoutMs: settings.shutdownSeconds * 1000,
    });
  }
}
