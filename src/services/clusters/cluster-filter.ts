import { isInLine } from '../../domain/version.js';
import type { ClusterPhase, DatabaseCluster } from '../../resources/database-cluster/index.js';
import { isIn } from '../reading/metadata-filter.js';

/** Each list is an "or"; absent means any. */
export interface ClusterFilter {
  readonly engine?: readonly string[];
  /** Exact, or a line: `17` finds every 17.x. */
  readonly version?: readonly string[];
  readonly phase?: readonly ClusterPhase[];
  readonly name?: readonly string[];
}

export function matchesFilter({ metadata, spec, status }: DatabaseCluster, filter: ClusterFilter): boolean {
  const version = status?.version ?? spec.version;
  return (
    isIn(filter.engine, spec.engine) &&
    isIn(filter.phase, status?.phase ?? 'Pending') &&
    isIn(filter.name, metadata.name) &&
    (!filter.version || (version !== undefined && filter.version.some((wanted) => isInLine(version, wanted))))
  );
}
