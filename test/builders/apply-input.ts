import { CNPG_CLUSTER } from '../../src/providers/postgresql/upstream.js';
import { FIRST_INCARNATION, runApplier, type ApplyInput } from '../../src/providers/contract/index.js';
import { createApplier } from '../../src/providers/postgresql/applier.js';
import type { CnpgCluster, PodMonitor, Pooler } from '../../src/providers/postgresql/upstream.js';
import type { ObjectStore } from '../../src/providers/postgresql/upstream-backups.js';
import { aDatabaseCluster } from './database-cluster.js';
import { aDatabaseEngine } from './database-engine.js';
import { ObservedObjects } from './observed.js';

/** What an applier gets for `orders` before anything exists, with the changes under test. */
export function anApplyInput(changes: Partial<ApplyInput> = {}): ApplyInput {
  return {
    cluster: aDatabaseCluster(),
    engine: aDatabaseEngine(),
    incarnation: FIRST_INCARNATION,
    credentialsSecretName: 'orders-credentials',
    observed: new ObservedObjects(),
    ...changes,
  };
}

export interface Rendered {
  readonly cluster: CnpgCluster;
  readonly pooler?: Pooler;
  readonly podMonitors: readonly PodMonitor[];
  readonly stores: readonly ObjectStore[];
}

/** The children of PostgreSQL, by what they are. */
export function renderPostgresql(changes: Partial<ApplyInput> = {}): Rendered {
  const children = runApplier(createApplier(anApplyInput(changes))).map(({ object }) => object);
  return {
    cluster: children.find(({ kind }) => kind === CNPG_CLUSTER.kind) as CnpgCluster,
    pooler: children.find(({ kind }) => kind === 'Pooler') as Pooler | undefined,
    podMonitors: children.filter(({ kind }) => kind === 'PodMonitor') as PodMonitor[],
    stores: children.filter(({ kind }) => kind === 'ObjectStore') as ObjectStore[],
  };
}

/** The surroundings of `orders` with this upstream in them. */
export const observing = (upstream: CnpgCluster): ObservedObjects => new ObservedObjects().with(CNPG_CLUSTER, upstream);
