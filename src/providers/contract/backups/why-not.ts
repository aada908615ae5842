import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';

export const NO_STORAGE_NAMED = 'The database has no backups: name a BackupStorage in its spec.backup first.';
export const IS_STOPPED = 'The database is stopped, and backups are taken while it runs: start it.';

/** Why none can be taken yet, by where the operator has been told that they go. */
export function whyNotTold(
  { spec }: DatabaseCluster,
  archive: { readonly storage: string } | undefined,
): string | undefined {
  const wanted = spec.backup?.storageRef.name;
  if (wanted === undefined) return NO_STORAGE_NAMED;
  if (archive?.storage === wanted) return undefined;
  return `The operator has not been told yet that backups go to the BackupStorage "${wanted}".`;
}
