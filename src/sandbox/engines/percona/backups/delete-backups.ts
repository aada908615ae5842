import { archiveProblem } from './archive-problem.js';
import type { BackupTypes, Wait } from './backup-types.js';
import type { RequestsLook } from './look.js';

/** On a backup: its data go with it. */
export const DELETE_BACKUP = 'percona.com/delete-backup';

const RETRY_MS = 1_000;

export interface BackupDeletion<T extends BackupTypes> {
  /** Which finalizers of a backup that goes the operator takes away. */
  readonly releases: (backup: T['backup']) => readonly string[];
  /** Whether there are data that must go along. */
  readonly hasData: (backup: T['backup']) => boolean;
  /** @throws ArchiveError when the bucket cannot be used now. */
  readonly wipe: (look: RequestsLook<T>, backup: T['backup']) => Promise<void>;
}

/** Backups that are being deleted take their data along, and stay until that is done. */
export const deleteBackups =
  <T extends BackupTypes>(deletion: BackupDeletion<T>): ((look: RequestsLook<T>) => Promise<Wait>) =>
  async (look) => {
    let wait: Wait;
    for (const backup of look.objects.backups.filter(({ metadata }) => metadata.deletionTimestamp)) {
      const finalizers = deletion.releases(backup);
      if (finalizers.length === 0) continue;
      const isDone =
        !deletion.hasData(backup) || (await archiveProblem(() => deletion.wipe(look, backup))) === undefined;
      if (isDone) await look.release(look.engine.kinds.backup, backup, finalizers);
      else wait = RETRY_MS;
    }
    return wait;
  };
