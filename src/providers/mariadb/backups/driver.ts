import { toldArchiveOf } from '../../contract/archives/index.js';
import { refuseOtherRelease, whyNotTold } from '../../contract/backups/index.js';
import type { BackupDriver, BackupSubject } from '../../contract/index.js';
import { deletionOf, isStaying } from '../../contract/objects/index.js';
import { primaryOf } from '../../contract/status/index.js';
import { lineOf } from '../release.js';
import { viewOf } from '../status/view.js';
import { PHYSICAL_BACKUP } from '../upstream.js';
import { refuseStorage } from './bucket-section.js';
import { PHYSICAL_LAYOUT } from './layout.js';
import { orderOf } from './orders.js';
import { backupProgress } from './progress.js';
import { requestBackup } from './request.js';
import { targetOf } from './target.js';

const DAY_SECONDS = 86_400;

/** Copies of the files by mariadb-backup; the log stays where it is. */
export const BACKUPS: BackupDriver = {
  timeoutSeconds: DAY_SECONDS,
  layout: PHYSICAL_LAYOUT,
  needsBase: true,
  logDelaySeconds: 0,
  whyNot,
  request: requestBackup,
  progress: backupProgress,
  release: (subject) => {
    const order = orderOf(subject);
    return order && isStaying(order) ? [deletionOf(PHYSICAL_BACKUP, order)] : [];
  },
  refuseStorage,
  refuseVersion: refuseOtherRelease(lineOf),
};

/** The operator takes none from a database without a primary. */
function whyNot({ cluster, observed }: BackupSubject): string | undefined {
  const view = viewOf(cluster, observed);
  const archive = targetOf(view.upstream) && toldArchiveOf(view.upstream);
  return whyNotTold(cluster, archive) ?? (primaryOf(view)?.ready ? undefined : 'The primary does not serve.');
}
