import { toldArchiveOf } from '../../contract/archives/index.js';
import {
  BACKUP_TIMEOUT_SECONDS,
  refuseOtherRelease,
  releaseRequested,
  whyNotTold,
} from '../../contract/backups/index.js';
import type { BackupDriver, BackupSubject } from '../../contract/index.js';
import { primaryOf } from '../../contract/status/index.js';
import { lineOf } from '../release.js';
import { viewOf } from '../status/view.js';
import { PHYSICAL_BACKUP } from '../upstream.js';
import { refuseStorage } from './bucket-section.js';
import { PHYSICAL_LAYOUT } from './layout.js';
import { orderName } from './order-name.js';
import { backupProgress } from './progress.js';
import { requestBackup } from './request.js';
import { targetOf } from './target.js';

/** Copies of the files by mariadb-backup; the log stays where it is. */
export const BACKUPS: BackupDriver = {
  timeoutSeconds: BACKUP_TIMEOUT_SECONDS,
  layout: PHYSICAL_LAYOUT,
  needsBase: true,
  logDelaySeconds: 0,
  whyNot,
  request: requestBackup,
  progress: backupProgress,
  release: (subject) => releaseRequested(PHYSICAL_BACKUP, subject, orderName(subject.backup.metadata.name)),
  refuseStorage,
  refuseVersion: refuseOtherRelease(lineOf),
};

/** The operator takes none from a database without a primary. */
function whyNot({ cluster, observed }: BackupSubject): string | undefined {
  const view = viewOf(cluster, observed);
  const archive = targetOf(view.upstream) && toldArchiveOf(view.upstream);
  return whyNotTold(cluster, archive) ?? (primaryOf(view)?.ready ? undefined : 'The primary does not serve.');
}
