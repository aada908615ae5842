import { defineEnum } from '../declare/index.js';

export type BackupStorageType = 'S3' | 'GCS' | 'Azure';

export const BACKUP_STORAGE_TYPE = defineEnum('BackupStorageType', 'By which protocol a bucket is spoken to.', {
  S3: 'Amazon S3, and whatever speaks its protocol: MinIO, Ceph, most clouds.',
  GCS: 'Google Cloud Storage.',
  Azure: 'Azure Blob Storage; its buckets are called containers.',
});
