import { isUsable, newBackup } from '../../backups/index.js';
import { isAlreadyExists, isNamespaceTerminating, type KubeClient } from '../../kube/client/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';

/** What stands between a deletion and the data, where a last backup is wanted; undefined when nothing does. */
export interface LastBackup {
  readonly waitingFor: string;
  /** To be made now. */
  readonly missing?: DatabaseBackup;
}

/** The same for ever: a cluster has one last backup, however often its deletion is looked at. */
export const lastBackupName = ({ metadata: { name, uid = '' } }: DatabaseCluster): string =>
  `${name}-last-${uid.slice(0, 8)}`;

/** Judged from what is there; one that never ran has nothing to lose. */
export function lastBackupOf(cluster: DatabaseCluster, backups: readonly DatabaseBackup[]): LastBackup | undefined {
  const { spec, status } = cluster;
  if (spec.deletionPolicy !== 'BackupThenDelete' || !status?.incarnation?.firstRunningAt) return undefined;
  const name = lastBackupName(cluster);
  const backup = backups.find(({ metadata }) => metadata.name === name);
  if (!backup) return { waitingFor: `The last backup, ${name}, is made.`, missing: render(cluster, name) };
  if (isUsable(backup)) return undefined;
  return { waitingFor: describe(backup) };
}

function describe({ metadata: { name }, status }: DatabaseBackup): string {
  const { phase, message = 'it has not been looked at' } = status ?? {};
  if (phase !== 'Failed') return `Waiting for the last backup, ${name}: ${message}`;
  return (
    `The last backup, ${name}, failed: ${message} The data is kept. Delete this DatabaseBackup to have it tried again, ` +
    'or set spec.deletionPolicy to Delete to do without.'
  );
}

const render = ({ metadata }: DatabaseCluster, name: string): DatabaseBackup =>
  newBackup({ namespace: metadata.namespace, name, cluster: metadata });

export async function makeLastBackup(
  client: KubeClient,
  backup: DatabaseBackup,
  ctx: ReconcileContext,
): Promise<'made' | 'impossible'> {
  try {
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(DATABASE_BACKUP, await client.create(DATABASE_BACKUP, backup, options));
  } catch (error) {
    if (isNamespaceTerminating(error)) return 'impossible';
    // Made before, and not in the cache yet: its event brings us back.
    if (!isAlreadyExists(error)) throw error;
  }
  return 'made';
}
