import { DELETE_BACKUP, deleteBackups, type BackupDeletion } from '../../percona/backups/delete-backups.js';
import { nameIn } from '../../percona/storage/s3-section.js';
import { XtrabackupArchive } from '../xtrabackup/xtrabackup-archive.js';
import { placed, type MysqlBackupTypes } from './backed-up-cluster.js';

const DELETION: BackupDeletion<MysqlBackupTypes> = {
  releases: ({ metadata }) => (metadata.finalizers ?? []).filter((name) => name === DELETE_BACKUP),
  hasData: ({ status }) => status?.s3 !== undefined && status.destination !== undefined,
  wipe: (look, { status }) =>
    look.withFolder(placed(status!.s3!, status!.verifyTLS), (folder) =>
      new XtrabackupArchive(folder).deleteBackup(nameIn(status!.destination!)),
    ),
};

export const deleteMysqlBackups = deleteBackups(DELETION);
