import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../src/kube/meta/index.js';
import { podSetName, poolName } from '../../../src/providers/kafka/names.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET } from '../../../src/providers/kafka/upstream.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { raw, type Raw } from '../clusters/bench.js';
import type { OperatedCluster } from '../operations/operation-bench.js';
import { EngineDatabases, startOffering, type EngineKind, type OperatedWorld } from './engine-databases.js';

const CLUSTER_LABEL = 'strimzi.io/cluster';
const KIND: EngineKind = { engine: 'kafka', upstream: KAFKA, spec: { version: '4.2.1', clusterSize: 3 } };

/** What stands of one Kafka; pods and volumes by role and number of their node, `broker-0`. */
export interface KafkaWorld extends OperatedWorld {
  readonly kafka: Raw;
  readonly pools: { readonly broker: Raw; readonly controller: Raw };
  readonly podSets: { readonly broker: Raw; readonly controller: Raw };
  readonly user: Raw;
}

export const podOf = (cluster: string, role: 'broker' | 'controller', id: number | string): string =>
  `${podSetName(cluster, poolName(cluster, role))}-${id}`;

/** Databases of Kafka: three brokers of 4.2.1, unless the test says otherwise. */
export class KafkaBench extends EngineDatabases<KafkaWorld> {
  static async start(): Promise<KafkaBench> {
    return new KafkaBench(await startOffering(KIND.engine), KIND);
  }

  /** Of a pod: by its member, `broker-1`. */
  override order(cluster: OperatedCluster, failure: string): Promise<void> {
    const { name } = cluster.key;
    return super.order(
      cluster,
      failure.replace(/(broker|controller)-(\d+)/g, (_, role, id) => podOf(name, role, id)),
    );
  }

  /** Those there are at the moment, which may be none: for whoever waits for others. */
  async pods({ key }: Pick<OperatedCluster, 'key'>): Promise<Record<string, Raw>> {
    return this.byMember(key.name, await this.bench.list(POD, key.namespace));
  }

  async world({ key }: OperatedCluster): Promise<KafkaWorld> {
    const named = (name: string) => ({ namespace: key.namespace, name });
    const pool = async (role: 'broker' | 'controller'): Promise<Raw> =>
      raw(await this.bench.get(NODE_POOL, named(poolName(key.name, role))));
    const podSet = async (role: 'broker' | 'controller'): Promise<Raw> =>
      raw(await this.bench.get(POD_SET, named(podSetName(key.name, poolName(key.name, role)))));
    return {
      database: await this.bench.get<DatabaseCluster>(DATABASE_CLUSTER, key),
      kafka: raw(await this.bench.get(KAFKA, key)),
      pools: { broker: await pool('broker'), controller: await pool('controller') },
      podSets: { broker: await podSet('broker'), controller: await podSet('controller') },
      user: raw((await this.bench.list(KAFKA_USER, key.namespace)).find(isOf(key.name))),
      pods: await this.pods({ key }),
      claims: this.byMember(key.name, await this.bench.list(PERSISTENT_VOLUME_CLAIM, key.namespace)),
    };
  }

  private byMember(cluster: string, objects: readonly UntypedObject[]): Record<string, Raw> {
    const memberOf = ({ metadata }: UntypedObject): string => {
      const id = metadata.name.split('-').at(-1);
      return metadata.name.includes(poolName(cluster, 'broker')) ? `broker-${id}` : `controller-${id}`;
    };
    const mine = objects.filter(isOf(cluster)).map((object) => [memberOf(object), object] as const);
    return Object.fromEntries(mine.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const isOf =
  (cluster: string) =>
  ({ metadata }: UntypedObject): boolean =>
    metadata.labels?.[CLUSTER_LABEL] === cluster;
