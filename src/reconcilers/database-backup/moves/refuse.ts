import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { EngineCapabilities } from '../../../resources/database-engine/index.js';
import { failure, type Failure } from '../backup-run.js';

/** Why a backup cannot be taken as it is asked for; undefined when it can, or can soon. */
export function mistakeOf(
  { spec }: DatabaseBackup,
  cluster: DatabaseCluster,
  { backups }: EngineCapabilities,
): Failure | undefined {
  const { backup } = cluster.spec;
  if (!backup) {
    const cause = `The database "${cluster.metadata.name}" has no backups: name a BackupStorage in its spec.backup first.`;
    return failure('Invalid', cause);
  }
  const storage = backup.storageRef.name;
  if (spec.storageRef && spec.storageRef.name !== storage) {
    const cause = `spec.storageRef.name: the database backs up to "${storage}", and no other storage can be asked for.`;
    return failure('Invalid', cause);
  }
  const { type = 'Full' } = spec;
  if (!backups || backups.types.includes(type)) return undefined;
  return failure('Invalid', `spec.type: the engine takes no backups of type ${type}, but ${backups.types.join(', ')}.`);
}
