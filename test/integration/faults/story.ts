import type { KubeClient } from '../../../src/kube/client/index.js';
import { NAMESPACE } from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import {
  DATABASE_CLUSTER,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { aCluster, isAt } from '../clusters/bench.js';

export const STAGES = ['create', 'edit', 'delete'] as const;
export type Stage = (typeof STAGES)[number];

/** Happens while the product is at work on a stage. */
export type Incident = (stage: Stage) => Promise<void>;

const PATIENCE_MS = 60_000;
const SPECS: Readonly<Record<string, Partial<DatabaseClusterSpec>>> = {
  orders: { proxy: { type: 'pgbouncer' }, config: [{ name: 'work_mem', value: '8MB' }] },
  shop: { clusterSize: 2 },
  trash: {},
};

/** A handful of clusters that are created, edited and deleted, by somebody whom no fault touches. */
export class Story {
  constructor(
    private readonly client: KubeClient,
    readonly namespace: string,
  ) {}

  /** Resolves when the world is what the last stage asked for. */
  async tell(incident: Incident = async () => undefined): Promise<void> {
    await this.client.create(NAMESPACE, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace },
    });
    for (const stage of STAGES) {
      await this[stage]();
      await incident(stage);
      await eventually(() => this.world(), isSettled, PATIENCE_MS);
    }
  }

  private async create(): Promise<void> {
    for (const [name, spec] of Object.entries(SPECS)) {
      await this.client.create(DATABASE_CLUSTER, aCluster({ namespace: this.namespace, name }, { spec }));
    }
  }

  private async edit(): Promise<void> {
    await this.merge('orders', { clusterSize: 2, config: [{ name: 'max_connections', value: '77' }] });
    await this.merge('shop', { storage: { size: '2Gi' } });
  }

  private async delete(): Promise<void> {
    await this.client.delete(DATABASE_CLUSTER, { namespace: this.namespace, name: 'trash' });
  }

  private async merge(name: string, spec: object): Promise<void> {
    await this.client.patch(DATABASE_CLUSTER, { namespace: this.namespace, name }, { type: 'merge', body: { spec } });
  }

  private async world(): Promise<World> {
    const { namespace } = this;
    const [clusters, upstream] = await Promise.all([
      this.client.list<DatabaseCluster>(DATABASE_CLUSTER, { namespace }),
      this.client.list(CNPG_CLUSTER, { namespace }),
    ]);
    return { clusters: clusters.items, upstream: upstream.items.length };
  }
}

interface World {
  readonly clusters: readonly DatabaseCluster[];
  readonly upstream: number;
}

const isSettled = ({ clusters, upstream }: World): boolean =>
  clusters.length === upstream &&
  clusters.every(
    (cluster) =>
      !cluster.metadata.deletionTimestamp &&
      isAt(cluster, 'Running') &&
      !cluster.status?.warnings?.length &&
      cluster.status?.readyMembers === cluster.spec.clusterSize,
  );
