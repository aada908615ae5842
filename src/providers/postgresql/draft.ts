import { apiVersionOf, type KubeObject } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ApplyInput, DesiredChild, StepOf } from '../contract/index.js';
import {
  CNPG_CLUSTER,
  POD_MONITOR,
  POOLER,
  asCnpgCluster,
  type CnpgCluster,
  type CnpgClusterSpec,
  type PodMonitor,
  type Pooler,
} from './upstream.js';
import { OBJECT_STORE, type ObjectStore } from './upstream-backups.js';

/** What the steps edit: one cluster's children, unfinished. */
export interface Draft {
  cluster: KubeObject & { spec: Partial<CnpgClusterSpec> };
  pooler?: Pooler;
  podMonitors: PodMonitor[];
  stores: ObjectStore[];
}

export type Step = StepOf<Draft>;

/** Nothing survives from the live objects but what a step takes from them by name. */
export function emptyDraft({ cluster: { metadata } }: ApplyInput): Draft {
  return {
    cluster: {
      apiVersion: apiVersionOf(CNPG_CLUSTER),
      kind: CNPG_CLUSTER.kind,
      metadata: { name: metadata.name, namespace: metadata.namespace },
      spec: {},
    },
    podMonitors: [],
    stores: [],
  };
}

/** The child as the cache holds it. */
export function liveCluster({ cluster, observed }: ApplyInput): CnpgCluster | undefined {
  return asCnpgCluster(observed.get(CNPG_CLUSTER, cluster.metadata.name));
}

/**
 * True when the members shall not run. A cluster that never had a primary is let through its birth first: the operator
 * hibernates only what is healthy, and would hang half made.
 */
export function isToBeStopped(cluster: DatabaseCluster, live: CnpgCluster | undefined): boolean {
  return cluster.spec.powerState === 'Stopped' && Boolean(live?.status?.currentPrimary);
}

/** The upstream first: the pooler refers to it. */
export function childrenOf({ cluster, pooler, podMonitors, stores }: Draft): DesiredChild[] {
  return [
    { type: CNPG_CLUSTER, object: cluster },
    ...(pooler ? [{ type: POOLER, object: pooler }] : []),
    ...stores.map((object) => ({ type: OBJECT_STORE, object })),
    ...podMonitors.map((object) => ({ type: POD_MONITOR, object })),
  ];
}
