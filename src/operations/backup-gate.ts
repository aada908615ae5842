import { isBeingTaken } from '../backups/index.js';
import { LABELS } from '../domain/naming.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import type { OpsRequest } from '../resources/ops-request/index.js';
import { describe, describeBackup, runningOf, type Queue } from './queue.js';

/**
 * What a backup waits for, as a sentence; undefined when its turn has come. The other half of the one gate of a cluster,
 * see `turnOf`: nothing moves a database while it is backed up.
 */
export function backupWaitsFor(
  backup: DatabaseBackup,
  cluster: DatabaseCluster,
  { requests, backups }: Queue,
): string | undefined {
  const operation = runningOf(requests).find((request) => !letsPass(request, backup, cluster));
  if (operation) return `It waits for ${describe(operation)}.`;
  const other = backups.find((sibling) => sibling.metadata.uid !== backup.metadata.uid && isBeingTaken(sibling));
  return other && `It waits for ${describeBackup(other)}, which is being taken.`;
}

/** An operation waits for the backup that it asked for, and one that has brought other data for any backup of that. */
function letsPass({ metadata, status }: OpsRequest, backup: DatabaseBackup, cluster: DatabaseCluster): boolean {
  if (backup.metadata.labels?.[LABELS.operationUid] === metadata.uid) return true;
  const brought = status?.rebirth ?? status?.refill;
  return brought !== undefined && cluster.status?.incarnation?.number === brought.incarnation;
}
