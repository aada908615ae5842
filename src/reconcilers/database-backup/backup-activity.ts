import { hasEnded } from '../../backups/index.js';
import { BACKUP_FINALIZER } from '../../domain/naming.js';
import { hasFinalizer } from '../../kube/writes/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';

/** It is taken, or was: what was only found in a bucket is another loop's. */
export const isOurs = ({ spec }: DatabaseBackup): boolean => spec.existing === undefined;

/** There is something to do for it, or to wait for. */
export const isActive = (backup: DatabaseBackup): boolean =>
  isOurs(backup) && (!hasEnded(backup) || hasFinalizer(backup, BACKUP_FINALIZER));

/** First come, first served; the uid decides between those of the same second. */
export function inOrderOfAge(backups: readonly DatabaseBackup[]): DatabaseBackup[] {
  const ageOf = ({ metadata }: DatabaseBackup): string => `${metadata.creationTimestamp ?? ''}/${metadata.uid ?? ''}`;
  return [...backups].sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1));
}
