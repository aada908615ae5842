import { problemsOfNewBackup } from '../../../backups/index.js';
import { formatFieldErrors } from '../../../kube/schema/index.js';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { EngineCapabilities } from '../../../resources/database-engine/index.js';
import { failure, type Failure } from '../backup-run.js';

/** Why a backup cannot be taken as it is asked for; undefined when it can, or can soon. */
export function mistakeOf(
  backup: DatabaseBackup,
  cluster: DatabaseCluster,
  { backups }: EngineCapabilities,
): Failure | undefined {
  const problems = problemsOfNewBackup(backup, cluster, backups);
  if (problems.length === 0) return undefined;
  return failure('Invalid', formatFieldErrors(problems));
}
