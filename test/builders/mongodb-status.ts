import { MONGODB } from '../../src/providers/mongodb/dialect.js';
import { observeCluster } from '../../src/providers/mongodb/status.js';
import type { Psmdb } from '../../src/providers/mongodb/upstream.js';
import type { ClusterObservation } from '../../src/providers/contract/index.js';
import type { UntypedObject } from '../../src/kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import { aClusterThatRan } from './database-cluster.js';
import { observedPercona, type PodsScene } from './percona.js';
import { aPsmdb, type PsmdbChanges } from './psmdb.js';

export const INTENT: Partial<DatabaseClusterSpec> = { engine: 'mongodb', version: '7.0' };

/** A cluster that has run, with this in its status. */
export const ran = (status: DatabaseCluster['status'] = {}): DatabaseCluster => aClusterThatRan(INTENT, status);

/** What stands of one MongoDB: whole, unless it says otherwise. */
export interface Scene extends PodsScene {
  readonly upstream?: PsmdbChanges | null;
  readonly cluster?: DatabaseCluster;
}

export function observe({ upstream, cluster = ran(), ...scene }: Scene = {}): ClusterObservation {
  const object = upstream === null ? undefined : aPsmdb(upstream);
  return observeCluster(cluster, observedPercona(MONGODB, object, scene));
}

export const state = (status: Psmdb['status'], more: PsmdbChanges = {}): PsmdbChanges => ({ ...more, status });

/** Somebody's restore. */
export const anOrder = (stateIs?: string): UntypedObject => ({
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDBRestore',
  metadata: { name: 'back', namespace: 'team-a' },
  spec: { clusterName: 'orders' },
  ...(stateIs !== undefined && { status: { state: stateIs } }),
});

const SOURCE = { number: 1, source: { storage: 'main', archive: 'team-a/old' } };

/** Of a database that was to be born with the data of another. */
export const born = (annotations: Record<string, string> = {}): PsmdbChanges => ({
  annotations: { 'dbaas.io/incarnation': JSON.stringify(SOURCE), ...annotations },
});
