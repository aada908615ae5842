import type { DatabaseClusterStatus } from '../resources/database-cluster/index.js';
import type { OpsRequest } from '../resources/ops-request/index.js';
import { runningOf, waitingOf } from './queue.js';

/** What a cluster says of its operations. */
export type OperationSummary = Pick<DatabaseClusterStatus, 'operation' | 'queuedOperations'>;

export function summaryOf(requests: readonly OpsRequest[]): OperationSummary {
  const [running] = runningOf(requests);
  const waiting = waitingOf(requests).length;
  return {
    ...(running && { operation: currentOf(running) }),
    ...(waiting > 0 && { queuedOperations: waiting }),
  };
}

function currentOf({ metadata, spec, status }: OpsRequest): DatabaseClusterStatus['operation'] {
  const progress = status?.progress;
  return { name: metadata.name, type: spec.type, ...(progress && { progress }) };
}
