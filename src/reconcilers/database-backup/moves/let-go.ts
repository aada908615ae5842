import { hasFinalizer } from '../../../kube/writes/index.js';
import { BACKUP_FINALIZER } from '../../../domain/naming.js';
import { isBeingTaken } from '../../../backups/index.js';
import { LOOK_AGAIN, subjectOf, type BackupRun, type BackupTarget } from '../backup-run.js';
import type { BackupWriter } from '../backup-writer.js';

/** Until what the operator was asked for is gone. */
const RECHECK_MS = 5_000;

/** A backup that has ended: what was asked for is taken away, and it is let go. */
export async function retire(run: BackupRun, target: BackupTarget | undefined, writer: BackupWriter): Promise<number> {
  if (!hasFinalizer(run.backup, BACKUP_FINALIZER)) return Infinity;
  if (target) await writer.act(run, target.driver.release(subjectOf(run, target)));
  await writer.letGo(run);
  return LOOK_AGAIN;
}

/** One that is deleted before its end. While the operator is still at it, it goes on holding up the others. */
export async function withdraw(
  run: BackupRun,
  target: BackupTarget | undefined,
  writer: BackupWriter,
): Promise<number> {
  if (!hasFinalizer(run.backup, BACKUP_FINALIZER)) return Infinity;
  const actions = target && isBeingTaken(run.backup) ? target.driver.release(subjectOf(run, target)) : [];
  if (actions.length > 0) {
    await writer.act(run, actions);
    return RECHECK_MS;
  }
  await writer.letGo(run);
  return LOOK_AGAIN;
}
