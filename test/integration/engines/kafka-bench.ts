import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../src/kube/meta/index.js';
import { podSetName, poolName } from '../../../src/providers/kafka/names.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET } from '../../../src/providers/kafka/upstream.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { raw, type Raw } from '../clusters/bench.js';
import { OperationBench, PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';

const CLUSTER_LABEL = 'strimzi.io/cluster';
const FAIL = 'sandbox.dbaas.io/fail';
const ENGINE = { name: 'kafka' };

/** What stands of one Kafka; pods and volumes by role and number of their node, `broker-0`. */
export interface KafkaWorld {
  readonly database: DatabaseCluster;
  readonly kafka: Raw;
  readonly pools: { readonly broker: Raw; readonly controller: Raw };
  readonly podSets: { readonly broker: Raw; readonly controller: Raw };
  readonly user: Raw;
  readonly pods: Readonly<Record<string, Raw>>;
  readonly claims: Readonly<Record<string, Raw>>;
}

/** The product at a quick pace with databases of Kafka, by the doors through which users come, and their operator's back door. */
export class KafkaBench {
  private constructor(readonly operations: OperationBench) {}

  static async start(): Promise<KafkaBench> {
    const operations = await OperationBench.start();
    await eventually(
      () => operations.bench.sandbox.request('GET', `/api/v1/engines/${ENGINE.name}`),
      ({ status, body }) => status === 200 && body.status?.operator?.installed === true,
    );
    return new KafkaBench(operations);
  }

  stop(): Promise<void> {
    return this.operations.stop();
  }

  get bench(): OperationBench['bench'] {
    return this.operations.bench;
  }

  /** Three brokers of 4.2.1, unless the test says otherwise. */
  async create(name: string, spec: Partial<DatabaseClusterSpec> = {}): Promise<OperatedCluster> {
    const cluster = this.operations.cluster(name);
    const storage = { size: '1Gi' };
    await this.bench.create(cluster.key, {
      spec: { engine: ENGINE.name, version: '4.2.1', clusterSize: 3, storage, ...spec },
    });
    return cluster;
  }

  async born(name: string, spec?: Partial<DatabaseClusterSpec>): Promise<OperatedCluster> {
    const cluster = await this.create(name, spec);
    await this.bench.running(cluster.key, PATIENCE_MS);
    return cluster;
  }

  /** What goes wrong from now on; nothing with an empty text. Of a pod: by its member, `broker-1`. */
  async order({ key }: OperatedCluster, failure: string): Promise<void> {
    const text = failure.replace(/(broker|controller)-(\d+)/g, (_, role, id) => this.podOf(key.name, role, id));
    await this.bench.patch(KAFKA, key, { metadata: { annotations: { [FAIL]: text } } });
  }

  podOf(cluster: string, role: 'broker' | 'controller', id: number | string): string {
    return `${podSetName(cluster, poolName(cluster, role))}-${id}`;
  }

  /** Those there are at the moment, which may be none: for whoever waits for others. */
  async pods({ key }: Pick<OperatedCluster, 'key'>): Promise<Record<string, Raw>> {
    return this.byMember(key.name, await this.bench.list(POD, key.namespace));
  }

  /** @throws KubeError where the operator has not made all of it yet, or makes it anew */
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
