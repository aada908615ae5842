import { DELETE_BACKUP, deleteBackups, type BackupDeletion } from '../../percona/backups/delete-backups.js';
import { PbmArchive } from '../pbm/pbm-archive.js';
import { timestampOf } from '../pbm/timestamp.js';
import type { MongoBackupTypes } from './backed-up-cluster.js';

const DELETION: BackupDeletion<MongoBackupTypes> = {
  // As the real operator, this one drops finalizers that it does not know.
  releases: ({ metadata }) => metadata.finalizers ?? [],
  hasData: ({ metadata, status }) => metadata.finalizers?.includes(DELETE_BACKUP) === true && status?.state === 'ready',
  /** With the oplog up to its end, which leads to no moment any more. */
  wipe: (look, { status }) => {
    const { s3, pbmName = '', lastWriteAt } = status!;
    return look.withFolder(s3!, async (folder) => {
      const archive = new PbmArchive(folder);
      await archive.deleteBackup(pbmName);
      if (lastWriteAt) await archive.deleteChunksUpTo(timestampOf(lastWriteAt));
    });
  },
};

export const deleteMongoBackups = deleteBackups(DELETION);
