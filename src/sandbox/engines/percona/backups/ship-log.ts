import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { archiveProblem } from './archive-problem.js';
import type { BackupTypes, Wait } from './backup-types.js';
import type { Look } from './look.js';

/** Those who ship a log try again and again. */
const RETRY_MS = 1_000;

/** One attempt to bring the log into its bucket. What went wrong the database remembers until it gets there. */
export async function shipLog<T extends BackupTypes>(look: Look<T>, ship: () => Promise<void>): Promise<Wait> {
  const trouble = await archiveProblem(() => {
    if (look.failures.has('log-shipping')) throw new ArchiveError('asked for by annotation');
    return ship();
  });
  if (trouble === undefined) return undefined;
  await look.save({ ...look.data.current, trouble });
  return RETRY_MS;
}

/** The newest backup that succeeded: the operators tell there how far the log goes, and nowhere else. */
export const newestOf = <T extends BackupTypes>({ objects }: Look<T>, success: string): T['backup'] | undefined =>
  objects.backups.findLast(({ metadata, status }) => status?.state === success && !metadata.deletionTimestamp);
