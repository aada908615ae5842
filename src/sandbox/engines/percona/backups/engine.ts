import type { BackupTypes, Wait } from './backup-types.js';
import type { Look, LookEngine, RequestsLook } from './look.js';

/** One concern of a look at a cluster; each may write, and may be cut off anywhere. */
export type BackupStep<T extends BackupTypes> = (look: Look<T>) => Promise<Wait>;

/** What one operator, and the tools beside its databases, make of backups. */
export interface BackupEngine<T extends BackupTypes> extends LookEngine<T> {
  readonly steps: readonly BackupStep<T>[];
  /** What happens to orders whose cluster is not there. */
  readonly stepsWithoutCluster: readonly ((look: RequestsLook<T>) => Promise<Wait>)[];
}
