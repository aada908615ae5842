import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { ReconcileSettings } from '../config/index.js';
import { KubeRuntime } from '../kube/kube-runtime.js';
import { isAlreadyExists, isForbidden } from '../kube/client/index.js';
import { LeaderElector } from '../kube/leader-election/index.js';
import { Manager } from '../kube/manager/index.js';
import { NAMESPACE } from '../kube/meta/index.js';
import { FIELD_MANAGER } from '../domain/naming.js';
import { ProviderRegistry } from '../providers/contract/index.js';
import type { DatabaseEngine } from '../resources/database-engine/index.js';
import { buildLoops, type Loops } from './controllers.js';
import { seedCatalogue } from './database-engine/catalogue.js';
import { Resync } from './resync.js';

/** What the composition root decides for the loops. */
export abstract class LoopOptions {
  abstract readonly settings: ReconcileSettings;
  /** Entries that the leader brings into the cluster. */
  abstract readonly catalogue: readonly DatabaseEngine[];
  /** Told when this process can't go on: the lease is lost, or leading could not begin. */
  abstract readonly onFatal: (error: Error) => void;
}

/** Starts and stops the loops, in the order that loses nothing. */
@Injectable()
export class ReconcilerLifecycle implements OnModuleDestroy {
  readonly #loops: Loops;
  readonly #manager: Manager;
  readonly #resync: Resync;
  #inSync = false;

  constructor(
    private readonly runtime: KubeRuntime,
    private readonly options: LoopOptions,
    providers: ProviderRegistry,
    scheduler: SchedulerRegistry,
  ) {
    const { settings } = options;
    this.#loops = buildLoops(runtime, providers, settings);
    this.#manager = this.buildManager();
    const { clusters, caches } = this.#loops;
    this.#resync = new Resync(scheduler, settings.resyncSeconds, [
      { controller: clusters, keys: () => caches.clusters.store.keys() },
    ]);
  }

  /** Resolves when the caches are whole; the loops begin as soon as the lease is held. */
  async start(): Promise<void> {
    if (this.options.settings.leaderElection) await this.ensureLeaseNamespace();
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
    const { informers, events, client, logger } = this.runtime;
    const { settings, catalogue, onFatal } = this.options;
    return new Manager({
      informers,
      events,
      controllers: this.#loops.all,
      elector: settings.leaderElection ? this.buildElector() : undefined,
      onLeading: (signal) => seedCatalogue(client, catalogue, { logger, signal }),
      onFatal,
      logger,
      drainTimeoutMs: settings.shutdownSeconds * 1000,
    });
  }

  private buildElector(): LeaderElector {
    const { leaseClient: client, clock, logger, metrics } = this.runtime;
    const lease = { namespace: this.options.settings.namespace, name: FIELD_MANAGER };
    return new LeaderElector({ client, lease, identity: `${hostname()}_${randomUUID()}`, clock, logger, metrics });
  }
}
