import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { Kind, ObjectField } from '../declare/index.js';
import { ApiObject } from '../shared/api-object.js';
import { readyColumns } from '../shared/columns.js';
import { NAME_RULES } from '../shared/name-rules.js';
import { BackupStorageSpec } from './spec.js';
import { BackupStorageStatus } from './status.js';

export const BACKUP_STORAGE: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'BackupStorage',
  plural: 'backupstorages',
  namespaced: true,
};

@Kind({
  type: BACKUP_STORAGE,
  description: 'A bucket that backups are kept in, named once for its namespace.',
  shortNames: ['bst'],
  categories: ['dbaas'],
  globalId: true,
  columns: [
    { name: 'Type', type: 'string', jsonPath: '.spec.type', description: 'Protocol of the store.' },
    { name: 'Bucket', type: 'string', jsonPath: '.spec.bucket', description: 'Bucket or container.' },
    { name: 'Prefix', type: 'string', jsonPath: '.spec.prefix', description: 'Folder in the bucket.', wide: true },
    { name: 'Probed', type: 'date', jsonPath: '.status.lastProbedAt', description: 'Time since the last probe.' },
    ...readyColumns('The last probe wrote, read back and deleted an object.'),
  ],
  rules: NAME_RULES,
})
export class BackupStorage extends ApiObject implements KubeObject {
  @ObjectField(() => BackupStorageSpec, { description: 'Where the bucket is, and how it is entered.' })
  spec!: BackupStorageSpec;

  @ObjectField(() => BackupStorageStatus, { description: 'Whether it can be used.', optional: true })
  status?: BackupStorageStatus;
}
