import { ClusterCaches } from '../../../src/caches/index.js';
import { loadCatalogue } from '../../../src/catalogue.js';
import { loadSettings, OperationSettings, StorageSettings, ReconcileSettings } from '../../../src/config/index.js';
import { FIELD_MANAGER } from '../../../src/domain/naming.js';
import type { Clock } from '../../../src/kube/clock.js';
import { KubeRuntime } from '../../../src/kube/kube-runtime.js';
import { silentLogger } from '../../../src/kube/logger.js';
import { Manager } from '../../../src/kube/manager/index.js';
import { noMetrics } from '../../../src/kube/metrics/index.js';
import { ProviderRegistry } from '../../../src/providers/contract/index.js';
import { MongodbProvider } from '../../../src/providers/mongodb/provider.js';
import { PostgresqlProvider } from '../../../src/providers/postgresql/provider.js';
import { buildLoops } from '../../../src/reconcilers/controllers.js';
import { seedCatalogue } from '../../../src/reconcilers/database-engine/catalogue.js';
import { applicationConfig } from '../../harness/application-identity.js';
import type { TestCluster } from '../../harness/sandbox-app.js';
import { MortalClient } from './mortal-client.js';

/** The loops of the application without its API: as much of the process as a crash can hurt, quick to start again. */
export class LoopProcess {
  private constructor(
    private readonly runtime: KubeRuntime,
    private readonly manager: Manager,
    private readonly fate: MortalClient,
  ) {}

  static async start(
    cluster: TestCluster,
    writesToLive = Infinity,
    clock?: Clock,
    env: Readonly<Record<string, string>> = {},
  ): Promise<LoopProcess> {
    const kubeConfig = applicationConfig(cluster);
    const parts = { component: FIELD_MANAGER, logger: silentLogger, metrics: noMetrics, clock };
    const runtime = new KubeRuntime({ kubeConfig, ...parts });
    const { client, fate } = MortalClient.wrap(runtime.client, writesToLive);
    const providers = new ProviderRegistry([new PostgresqlProvider(), new MongodbProvider()]);
    const read = loadSettings(env);
    const settings = {
      reconciling: read.get(ReconcileSettings),
      operations: read.get(OperationSettings),
      storages: read.get(StorageSettings),
    };
    const caches = new ClusterCaches(runtime.informers, providers);
    const loops = buildLoops(Object.create(runtime, { client: { value: client } }) as KubeRuntime, caches, settings);
    const catalogue = await loadCatalogue();
    const manager = new Manager({
      informers: runtime.informers,
      events: runtime.events,
      controllers: loops.all,
      onLeading: (signal) => seedCatalogue(runtime.client, catalogue, { signal, logger: silentLogger }),
      onFatal: (error) => {
        throw error;
      },
      drainTimeoutMs: 0,
    });
    await manager.start();
    return new LoopProcess(runtime, manager, fate);
  }

  get isDead(): boolean {
    return this.fate.isDead;
  }

  /** Lets go of what the dead process held: its sockets and timers. */
  async bury(): Promise<void> {
    await this.manager.stop();
    await this.runtime.close();
  }
}
