import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Observed } from '../contract/index.js';
import type { PerconaDialect } from './dialect.js';
import type { PerconaCluster } from './upstream.js';

interface Surroundings {
  readonly cluster: Pick<DatabaseCluster, 'metadata'>;
  readonly observed: Observed;
}

/** The operator's object as the cache holds it. */
export const liveOf = <U extends PerconaCluster>(
  dialect: PerconaDialect<U>,
  { cluster, observed }: Surroundings,
): U | undefined => dialect.asCluster(observed.get(dialect.kinds.cluster, cluster.metadata.name));
