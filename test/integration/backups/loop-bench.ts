import { KubeConfig } from '@kubernetes/client-node';
import { foldSchedules } from '../../../src/backups/index.js';
import { ClusterCaches } from '../../../src/caches/index.js';
import { FIELD_MANAGER, LABELS } from '../../../src/domain/naming.js';
import { connect, isNotFound, type HttpKubeClient } from '../../../src/kube/client/index.js';
import type { Clock } from '../../../src/kube/clock.js';
import { KubeRuntime } from '../../../src/kube/kube-runtime.js';
import { silentLogger } from '../../../src/kube/logger.js';
import { Manager } from '../../../src/kube/manager/index.js';
import {
  EVENT,
  NAMESPACE,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import { noMetrics } from '../../../src/kube/metrics/index.js';
import { ProviderRegistry, type WatchedKind } from '../../../src/providers/contract/index.js';
import { buildDayTwoLoop } from '../../../src/reconcilers/controllers.js';
import { BACKUP_STORAGE } from '../../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import {
  DATABASE_CLUSTER,
  type BackupSchedule,
  type DatabaseCluster,
} from '../../../src/resources/database-cluster/index.js';
import { DATABASE_ENGINE } from '../../../src/resources/database-engine/index.js';
import { EmbeddedApiServer } from '../../../src/sandbox/apiserver/index.js';
import { isDefinition } from '../../../src/sandbox/definitions.js';
import { aBackupStorage } from '../../builders/backup-storage.js';
import { aDatabaseCluster } from '../../builders/database-cluster.js';
import { aDatabaseEngine } from '../../builders/database-engine.js';
import { anOperationHandler } from '../../builders/operation-handler.js';
import { aProvider } from '../../builders/provider.js';
import { WIDGET, WIDGET_DEFINITION, type Widget } from '../../builders/widget.js';
import { WidgetDriver } from '../../doubles/widget-driver.js';
import { eventually } from '../../harness/eventually.js';
import { productManifests } from '../../harness/product-manifests.js';
import { MortalClient } from '../clusters/mortal-client.js';

export const NS = 'team-a';
const ARCHIVE = 'team-a/orders-1a2b3c4d-1-v17';
const READY = {
  type: 'Ready',
  status: 'True',
  reason: 'Probed',
  message: 'It can be written to.',
  lastTransitionTime: '2026-01-01T00:00:00Z',
} as const;

const WATCHED: WatchedKind = { type: WIDGET, clusterOf: ({ labels }) => labels?.[LABELS.cluster] };

/** An API server with the kinds of the product, and an operator that takes backups as Widgets when it is told to. */
export class LoopBench {
  readonly driver = new WidgetDriver();
  readonly #stopping = new AbortController();
  #operating: Promise<void> = Promise.resolve();

  private constructor(
    private readonly server: EmbeddedApiServer,
    readonly client: HttpKubeClient,
  ) {}

  static async start(): Promise<LoopBench> {
    const crds = [...(await productManifests()).filter(isDefinition), WIDGET_DEFINITION];
    const server = await EmbeddedApiServer.start({ crds });
    const bench = new LoopBench(server, connect(configOf(server), { userAgent: 'tester' }));
    await bench.client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NS } });
    await bench.client.create(DATABASE_ENGINE, bare(aDatabaseEngine()));
    await bench.client.create(BACKUP_STORAGE, bare(aBackupStorage()));
    await bench.setStatus(BACKUP_STORAGE, 'main', { conditions: [READY] });
    return bench;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled([this.#operating]);
    await this.client.close();
    await this.server.stop();
  }

  /** One process of ours, as far as backups go. */
  process(clock: Clock, writesToLive?: number): Promise<DayTwoProcess> {
    return DayTwoProcess.start(configOf(this.server), { bench: this, clock, writesToLive });
  }

  /** A cluster that runs and has an archive, as its own loop would have written it down. */
  async cluster(name: string, schedules: readonly BackupSchedule[] = []): Promise<DatabaseCluster> {
    const backup = { storageRef: { name: 'main' }, schedules: [...schedules] };
    const { metadata, ...rest } = aDatabaseCluster({ backup });
    const named = { ...rest, metadata: { name, namespace: metadata.namespace } };
    const cluster = await this.client.create<DatabaseCluster>(DATABASE_CLUSTER, named);
    const status = { phase: 'Running', observedGeneration: 1, version: '17.6' };
    await this.setStatus(DATABASE_CLUSTER, name, { ...status, backup: { storage: 'main', archive: archiveOf(name) } });
    return cluster;
  }

  /** What the cluster's own loop writes down of its schedules. */
  async fold(name: string, now: Date): Promise<void> {
    const cluster = await this.client.get<DatabaseCluster>(DATABASE_CLUSTER, { namespace: NS, name });
    const schedules = foldSchedules(cluster, await this.backupsOf(name), now);
    await this.setStatus(DATABASE_CLUSTER, name, { backup: { ...cluster.status?.backup, schedules } });
  }

  async setStatus(type: ResourceType, name: string, status: object): Promise<void> {
    const patch = { type: 'merge' as const, body: { status } };
    await this.client.patch(type, { namespace: NS, name }, patch, { subresource: 'status' });
  }

  /** From now on the operator ends every backup that it is asked for. */
  async operate(): Promise<void> {
    const { metadata } = await this.client.list(WIDGET, { namespace: NS });
    this.#operating = this.finishAll(metadata.resourceVersion);
  }

  private async finishAll(resourceVersion: string | undefined): Promise<void> {
    const options = { namespace: NS, resourceVersion, signal: this.#stopping.signal };
    for await (const { type, object } of this.client.watch<Widget>(WIDGET, options)) {
      if (type === 'ADDED') await this.finish(object.metadata.name);
    }
  }

  /** One that was taken away meanwhile is nobody's business any more. */
  async finish(name: string): Promise<void> {
    await this.setStatus(WIDGET, name, { phase: 'done' }).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  }

  async backupsOf(cluster: string): Promise<DatabaseBackup[]> {
    const { items } = await this.client.list<DatabaseBackup>(DATABASE_BACKUP, { namespace: NS });
    return items.filter(({ spec }) => spec.clusterRef.name === cluster);
  }

  until(cluster: string, accept: (backups: DatabaseBackup[]) => boolean): Promise<DatabaseBackup[]> {
    return eventually(() => this.backupsOf(cluster), accept);
  }

  async eventsOf(name: string): Promise<string[]> {
    const { items } = await this.client.list<UntypedObject>(EVENT, { namespace: NS });
    return (items as unknown as { involvedObject: { name: string }; reason: string; message: string }[])
      .filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason, message }) => `${reason}: ${message}`);
  }
}

export const archiveOf = (cluster: string): string => ARCHIVE.replace('orders', cluster);

function configOf(server: EmbeddedApiServer): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(server.kubeconfig());
  return config;
}

/** As somebody writes it who has not seen it on a server. */
function bare<T extends KubeObject>(object: T): T {
  const { name, namespace } = object.metadata;
  const { status: _, ...rest } = object as T & { status?: unknown };
  return { ...rest, metadata: { name, namespace } } as T;
}

interface Life {
  readonly bench: LoopBench;
  readonly clock: Clock;
  readonly writesToLive?: number;
}

/** The loop of operations and backups alone, over a connection of its own. */
export class DayTwoProcess {
  private constructor(
    private readonly runtime: KubeRuntime,
    private readonly manager: Manager,
    private readonly fate: MortalClient,
  ) {}

  static async start(kubeConfig: KubeConfig, { bench, clock, writesToLive = Infinity }: Life): Promise<DayTwoProcess> {
    const logging = { logger: silentLogger, metrics: noMetrics };
    const runtime = new KubeRuntime({ kubeConfig, component: FIELD_MANAGER, clock, ...logging });
    const { client, fate } = MortalClient.wrap(runtime.client, writesToLive);
    const provider = aProvider({ backups: bench.driver.driver, operation: anOperationHandler(), watches: [WATCHED] });
    const caches = new ClusterCaches(runtime.informers, new ProviderRegistry([provider]));
    const tools = Object.create(runtime, { client: { value: client } }) as KubeRuntime;
    const loop = buildDayTwoLoop(tools, caches, { maxConcurrent: 4, clock, ...logging }, []);
    const manager = new Manager({
      informers: runtime.informers,
      events: runtime.events,
      controllers: [loop],
      onFatal: (error) => {
        throw error;
      },
      drainTimeoutMs: 0,
    });
    await manager.start();
    return new DayTwoProcess(runtime, manager, fate);
  }

  get isDead(): boolean {
    return this.fate.isDead;
  }

  async bury(): Promise<void> {
    await this.manager.stop();
    await this.runtime.close();
  }
}

export const keyOf = (name: string): ObjectKey => ({ namespace: NS, name });
