import { BACKUP_TIMEOUT_SECONDS, releaseRequested } from '../../contract/backups/index.js';
import type { BackupDriver } from '../../contract/index.js';
import { BARMAN_LAYOUT } from '../archive/layout.js';
import { backupProgress } from './progress.js';
import { requestBackup } from './request.js';
import { refuseVersion } from './version-rule.js';
import { CNPG_BACKUP } from '../upstream-backups.js';
import { whyNoBackup } from './why-not.js';

/** CloudNativePG's `archive_timeout`: an idle database hands its log over so often. */
const ARCHIVE_TIMEOUT_SECONDS = 300;

/** Base backups by the Barman Cloud plugin, which ships the log as well. */
export const BACKUPS: BackupDriver = {
  timeoutSeconds: BACKUP_TIMEOUT_SECONDS,
  layout: BARMAN_LAYOUT,
  logDelaySeconds: ARCHIVE_TIMEOUT_SECONDS,
  whyNot: whyNoBackup,
  request: requestBackup,
  progress: backupProgress,
  release: (subject) => releaseRequested(CNPG_BACKUP, subject),
  refuseVersion,
};
