import type { BackupDriver } from '../../contract/index.js';
import { BARMAN_LAYOUT } from '../archive/layout.js';
import { backupProgress, releaseBackup } from './progress.js';
import { requestBackup } from './request.js';
import { refuseVersion } from './version-rule.js';
import { whyNoBackup } from './why-not.js';

const DAY_SECONDS = 86_400;

/** Base backups by the Barman Cloud plugin, which ships the log as well. */
export const BACKUPS: BackupDriver = {
  timeoutSeconds: DAY_SECONDS,
  layout: BARMAN_LAYOUT,
  whyNot: whyNoBackup,
  request: requestBackup,
  progress: backupProgress,
  release: releaseBackup,
  refuseVersion,
};
