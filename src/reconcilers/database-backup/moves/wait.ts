import { readinessOf } from '../../../backups/index.js';
import { backupWaitsFor } from '../../../operations/index.js';
import type { BackupReason } from '../../../resources/database-backup/index.js';
import type { ClusterPhase, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { LOOK_AGAIN, POLL_MS, subjectOf, type BackupRun, type BackupTarget } from '../backup-run.js';
import type { BackupWriter } from '../backup-writer.js';
import { begunStatus, waitingStatus } from '../status/stages.js';

/** A backup until its turn: told what it waits for, then begun. */
export async function waitOrBegin(run: BackupRun, target: BackupTarget, writer: BackupWriter): Promise<number> {
  const { backup, nowMs } = run;
  const { cluster } = target;
  const obstacle = obstacleOf(run, target);
  if (obstacle) {
    await writer.report(run, waitingStatus(backup, cluster, obstacle));
    return POLL_MS;
  }
  await writer.tell(run, begunStatus(backup, cluster, nowMs));
  return LOOK_AGAIN;
}

interface Obstacle {
  readonly reason: BackupReason;
  readonly message: string;
}

function obstacleOf(run: BackupRun, target: BackupTarget): Obstacle | undefined {
  const { cluster, storage, queue, driver } = target;
  const turn = backupWaitsFor(run.backup, cluster, queue);
  if (turn) return waiting(turn);
  const { isReady, message } = readinessOf(cluster.spec.backup!.storageRef.name, storage);
  if (!isReady) return { reason: 'StorageNotReady', message };
  const why = whyNotServing(cluster) ?? driver.whyNot(subjectOf(run, target));
  return why === undefined ? undefined : waiting(why);
}

const waiting = (message: string): Obstacle => ({ reason: 'Waiting', message });

const SERVING: readonly (ClusterPhase | undefined)[] = ['Running', 'Degraded'];

export const isServing = ({ status }: DatabaseCluster): boolean => SERVING.includes(status?.phase);

/** One that is being deleted tells of that in its phase: there the engine alone is asked. */
function whyNotServing(cluster: DatabaseCluster): string | undefined {
  if (isServing(cluster) || cluster.metadata.deletionTimestamp) return undefined;
  return `It waits for the database, which is ${cluster.status?.phase ?? 'not looked at yet'}.`;
}
