import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  STATEFUL_SET,
  type ResourceType,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { raw, type Raw } from '../clusters/bench.js';
import { OperationBench, PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';

const CLUSTER_LABEL = 'app.kubernetes.io/instance';
const FAIL = 'sandbox.dbaas.io/fail';

/** Which engine, and what a database of a test is unless the test says otherwise. */
export interface PerconaKind {
  readonly engine: string;
  readonly upstream: ResourceType;
  readonly spec: Partial<DatabaseClusterSpec>;
}

/** What stands of one database; sets, pods and volumes by what their names say after the cluster's: `rs0-1`. */
export interface PerconaWorld {
  readonly database: DatabaseCluster;
  readonly upstream: Raw;
  readonly sets: Readonly<Record<string, Raw>>;
  readonly pods: Readonly<Record<string, Raw>>;
  readonly claims: Readonly<Record<string, Raw>>;
}

/** The product at a quick pace with databases of one Percona operator, by the doors of users, and the operator's back door. */
export class PerconaDatabases {
  private constructor(
    readonly operations: OperationBench,
    private readonly kind: PerconaKind,
  ) {}

  static async start(kind: PerconaKind): Promise<PerconaDatabases> {
    const operations = await OperationBench.start();
    await eventually(
      () => operations.bench.sandbox.request('GET', `/api/v1/engines/${kind.engine}`),
      ({ status, body }) => status === 200 && body.status?.operator?.installed === true,
    );
    return new PerconaDatabases(operations, kind);
  }

  stop(): Promise<void> {
    return this.operations.stop();
  }

  get bench(): OperationBench['bench'] {
    return this.operations.bench;
  }

  async create(name: string, spec: Partial<DatabaseClusterSpec> = {}): Promise<OperatedCluster> {
    const cluster = this.operations.cluster(name);
    const { engine } = this.kind;
    await this.bench.create(cluster.key, { spec: { engine, storage: { size: '1Gi' }, ...this.kind.spec, ...spec } });
    return cluster;
  }

  async born(name: string, spec?: Partial<DatabaseClusterSpec>): Promise<OperatedCluster> {
    const cluster = await this.create(name, spec);
    await this.running(cluster);
    return cluster;
  }

  async running({ key }: OperatedCluster): Promise<DatabaseCluster> {
    return this.bench.running(key, PATIENCE_MS);
  }

  until({ key }: OperatedCluster, accept: (database: DatabaseCluster) => boolean): Promise<DatabaseCluster> {
    return this.bench.until(key, accept, PATIENCE_MS);
  }

  /** What goes wrong from now on; nothing with an empty text. */
  async order({ key }: OperatedCluster, failure: string): Promise<void> {
    await this.bench.patch(this.kind.upstream, key, { metadata: { annotations: { [FAIL]: failure } } });
  }

  async deletePod({ key }: OperatedCluster, member: string): Promise<void> {
    await this.bench.client.delete(POD, { ...key, name: `${key.name}-${member}` });
  }

  async upstream({ key }: OperatedCluster): Promise<Raw> {
    return raw(await this.bench.get(this.kind.upstream, key));
  }

  async world(cluster: OperatedCluster): Promise<PerconaWorld> {
    const { key } = cluster;
    const all = async (type: ResourceType): Promise<Record<string, Raw>> =>
      byEnd(key.name, await this.bench.list(type, key.namespace));
    return {
      database: await this.bench.get<DatabaseCluster>(DATABASE_CLUSTER, key),
      upstream: await this.upstream(cluster),
      sets: await all(STATEFUL_SET),
      pods: await all(POD),
      claims: await all(PERSISTENT_VOLUME_CLAIM),
    };
  }
}

/** `rs0-1` of `orders-rs0-1`, and of `mongod-data-orders-rs0-1`. */
function byEnd(cluster: string, objects: readonly UntypedObject[]): Record<string, Raw> {
  const mine = objects.filter(({ metadata }) => metadata.labels?.[CLUSTER_LABEL] === cluster);
  const named = mine.map((object) => [object.metadata.name.split(`${cluster}-`)[1] ?? '', object] as const);
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}
