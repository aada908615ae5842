import type { ClusterPhase, DatabaseCluster } from '../resources/database-cluster/index.js';
import type { OperationType } from '../resources/ops-request/index.js';

/** Why an operation cannot start on a cluster as it is. */
export interface NotNow {
  readonly message: string;
  /** It goes by itself: waiting for it makes sense. */
  readonly passes: boolean;
}

/** These mend: they may begin while the cluster is not whole, or does not serve at all. */
const MENDS: readonly OperationType[] = [
  'Restart',
  'HorizontalScaling',
  'VerticalScaling',
  'VolumeExpansion',
  'Reconfiguring',
  'RebuildInstance',
  'Restore',
  'Custom',
];

/** These need not everybody to be there. */
const BEARS_DEGRADED: readonly OperationType[] = [...MENDS, 'Switchover', 'Expose', 'Stop', 'Backup'];

const IN_MOTION: readonly ClusterPhase[] = ['Pending', 'Creating', 'Updating', 'Restoring', 'Starting', 'Stopping'];

/** Undefined when it may start. */
export function notNow(type: OperationType, cluster: DatabaseCluster): NotNow | undefined {
  const { metadata, status } = cluster;
  if (metadata.deletionTimestamp) return { message: 'The database is being deleted.', passes: false };
  if (status?.phase === undefined || (status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return { message: 'The last change of the specification has not been looked at yet.', passes: true };
  }
  return judgePhase(type, status.phase, status.message);
}

function judgePhase(type: OperationType, phase: ClusterPhase, message = ''): NotNow | undefined {
  if (IN_MOTION.includes(phase)) return { message: `The database is ${phase}: ${message}`, passes: true };
  if (phase === 'Stopped') return type === 'Start' || type === 'Stop' ? undefined : STOPPED;
  if (phase === 'Degraded' && !BEARS_DEGRADED.includes(type)) {
    return { message: `The database is Degraded, and ${type} needs it whole: ${message}`, passes: true };
  }
  if (phase === 'Failed' && !MENDS.includes(type)) {
    return { message: `The database is Failed: ${message}`, passes: true };
  }
  return undefined;
}

/** Said where a request names the generation that it was decided by, and the database is of another. */
export const otherGeneration = ({ metadata }: DatabaseCluster, wanted: number): string =>
  `The database is of generation ${metadata.generation} now, not ${wanted}: read it again, then decide again.`;

const STOPPED: NotNow = {
  message: 'The database is stopped. Start it first: an operation of type Start.',
  passes: false,
};
