import { apiVersionOf } from '../../src/kube/meta/index.js';
import {
  BACKUP_STORAGE,
  type BackupStorage,
  type BackupStorageSpec,
  type BackupStorageStatus,
} from '../../src/resources/backup-storage/index.js';

/** The storage `main` of `team-a`, a bucket of S3, with the changes under test. */
export function aBackupStorage(
  spec: Partial<BackupStorageSpec> = {},
  { metadata, status }: { metadata?: Partial<BackupStorage['metadata']>; status?: BackupStorageStatus } = {},
): BackupStorage {
  return {
    apiVersion: apiVersionOf(BACKUP_STORAGE),
    kind: BACKUP_STORAGE.kind,
    metadata: {
      name: 'main',
      namespace: 'team-a',
      uid: 'uid-main',
      resourceVersion: '1',
      generation: 1,
      ...metadata,
    },
    spec: { type: 'S3', bucket: 'backups', region: 'eu-west-3', credentialsRef: { name: 'keys' }, ...spec },
    ...(status && { status }),
  };
}
