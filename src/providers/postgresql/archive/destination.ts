import type { BackupStorage, BackupStorageSpec, BackupStorageType } from '../../../resources/backup-storage/index.js';
import { folderIn } from '../../contract/archives/index.js';

/** A folder of a bucket, counted from the prefix of its storage, as Barman is told of it. */
export const destinationOf = (storage: BackupStorage, folder: string): string =>
  [ROOTS[storage.spec.type](storage.spec), folderIn(storage, folder)].filter(Boolean).join('/');

const ROOTS: Readonly<Record<BackupStorageType, (spec: BackupStorageSpec) => string>> = {
  S3: ({ bucket }) => `s3://${bucket}`,
  GCS: ({ bucket }) => `gs://${bucket}`,
  // The address of the account is part of the destination; there is no other place for it.
  Azure: ({ endpoint, bucket }) => `${endpoint}/${bucket}`,
};
