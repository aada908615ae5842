import { POD, type ResourceType } from '../../../src/kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { raw, type Raw } from '../clusters/bench.js';
import { OperationBench, PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';

const FAIL = 'sandbox.dbaas.io/fail';

/** Which engine, and what a database of a test is unless the test says otherwise. */
export interface EngineKind {
  readonly engine: string;
  readonly upstream: ResourceType;
  readonly spec: Partial<DatabaseClusterSpec>;
}

/** What stands of one database; pods and volumes by what tells members apart. */
export interface OperatedWorld {
  readonly database: DatabaseCluster;
  readonly pods: Readonly<Record<string, Raw>>;
  readonly claims: Readonly<Record<string, Raw>>;
}

/** The product at a quick pace with databases of one engine, by the doors of users, and the operator's back door. */
export abstract class EngineDatabases<W extends OperatedWorld> {
  constructor(
    readonly operations: OperationBench,
    protected readonly kind: EngineKind,
  ) {}

  /** @throws where the operator has not made all of it yet, or makes it anew */
  abstract world(cluster: OperatedCluster): Promise<W>;

  stop(): Promise<void> {
    return this.operations.stop();
  }

  get bench(): OperationBench['bench'] {
    return this.operations.bench;
  }

  async born(name: string, spec: Partial<DatabaseClusterSpec> = {}): Promise<OperatedCluster> {
    const cluster = this.operations.cluster(name);
    const { engine } = this.kind;
    await this.bench.create(cluster.key, { spec: { engine, storage: { size: '1Gi' }, ...this.kind.spec, ...spec } });
    await this.running(cluster);
    return cluster;
  }

  running({ key }: OperatedCluster): Promise<DatabaseCluster> {
    return this.bench.running(key, PATIENCE_MS);
  }

  until({ key }: OperatedCluster, accept: (database: DatabaseCluster) => boolean): Promise<DatabaseCluster> {
    return this.bench.until(key, accept, PATIENCE_MS);
  }

  /** What goes wrong from now on; nothing with an empty text. */
  async order({ key }: OperatedCluster, failure: string): Promise<void> {
    await this.bench.patch(this.kind.upstream, key, { metadata: { annotations: { [FAIL]: failure } } });
  }

  async deletePod({ key }: OperatedCluster, name: string): Promise<void> {
    await this.bench.client.delete(POD, { ...key, name });
  }

  async upstream({ key }: OperatedCluster): Promise<Raw> {
    return raw(await this.bench.get(this.kind.upstream, key));
  }
}

/** The product, once it offers that engine. */
export async function startOffering(engine: string): Promise<OperationBench> {
  const operations = await OperationBench.start();
  await operations.bench.installed(engine);
  return operations;
}
