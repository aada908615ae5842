import { isInLine } from '../../domain/version.js';
import type { ClusterPhase, DatabaseCluster } from '../../resources/database-cluster/index.js';

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
    includes(filter.engine, spec.engine) &&
    includes(filter.phase, status?.phase ?? 'Pending') &&
    includes(filter.name, metadata.name) &&
    (!filter.version || (version !== undefined && filter.version.some((wanted) => isInLine(version, wanted))))
  );
}

function includes<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return !wanted || wanted.includes(value);
}
