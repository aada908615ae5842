import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  STATEFUL_SET,
  type ResourceType,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import type { Raw } from '../clusters/bench.js';
import type { OperatedCluster } from '../operations/operation-bench.js';
import { EngineDatabases, startOffering, type EngineKind, type OperatedWorld } from './engine-databases.js';

const CLUSTER_LABEL = 'app.kubernetes.io/instance';

/** What stands of one database; sets, pods and volumes by what their names say after the cluster's: `rs0-1`. */
export interface PerconaWorld extends OperatedWorld {
  readonly upstream: Raw;
  readonly sets: Readonly<Record<string, Raw>>;
}

/** Databases of one Percona operator. */
export class PerconaDatabases extends EngineDatabases<PerconaWorld> {
  static async start(kind: EngineKind): Promise<PerconaDatabases> {
    return new PerconaDatabases(await startOffering(kind.engine), kind);
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
