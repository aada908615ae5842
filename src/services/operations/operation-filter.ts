import { phaseOf } from '../../operations/index.js';
import type { OperationPhase, OperationType, OpsRequest } from '../../resources/ops-request/index.js';
import { isIn, matchesMetadata, type MetadataFilter } from '../reading/metadata-filter.js';

/** Each list is an "or"; absent means any. */
export interface OperationFilter extends Pick<MetadataFilter, 'name' | 'createdAfter' | 'createdBefore'> {
  /** Names of the clusters that they are for. */
  readonly cluster?: readonly string[];
  readonly type?: readonly OperationType[];
  readonly phase?: readonly OperationPhase[];
  /** Subjects, as `status.requestedBy` names them. */
  readonly requestedBy?: readonly string[];
}

export function matchesFilter(operation: OpsRequest, filter: OperationFilter): boolean {
  const { spec, status } = operation;
  return (
    matchesMetadata(operation, filter) &&
    isIn(filter.cluster, spec.clusterRef.name) &&
    isIn(filter.type, spec.type) &&
    isIn(filter.phase, phaseOf(operation)) &&
    isIn(filter.requestedBy, status?.requestedBy?.subject)
  );
}
