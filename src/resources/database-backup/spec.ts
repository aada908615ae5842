import { EnumField, ObjectField, Shape, StringField } from '../declare/index.js';
import { BACKUP_TYPE, type BackupType } from '../shared/backup-type.js';
import { LocalReference } from '../shared/local-reference.js';
import { PATH_IN_STORAGE } from '../shared/path-in-storage.js';

const ONE_BACKUP = 'a backup is taken once; make another one';

@Shape({ description: 'A backup that is in a bucket already.' })
export class ExistingBackup {
  @StringField({
    description: 'Where it is, counted from the prefix of the storage.',
    ...PATH_IN_STORAGE,
    example: 'team-a/orders-1f0c2a9b-1-v17/base/20261123T013000',
  })
  path!: string;
}

@Shape({
  description: 'One backup of one database.',
  rules: [
    {
      rule: '!has(self.existing) || has(self.storageRef)',
      message: 'is needed with existing: it says in which bucket',
      fieldPath: '.storageRef',
      reason: 'FieldValueRequired',
    },
  ],
})
export class DatabaseBackupSpec {
  @ObjectField(() => LocalReference, {
    description: 'The DatabaseCluster that it is of; one that was found in a bucket may be of one that is no more.',
    immutable: ONE_BACKUP,
    example: { name: 'orders' },
  })
  clusterRef!: LocalReference;

  @ObjectField(() => LocalReference, {
    description: 'The BackupStorage that it is in; that of the database when absent, and no other can be asked for.',
    optional: true,
    immutable: ONE_BACKUP,
    example: { name: 'main' },
  })
  storageRef?: LocalReference;

  @EnumField(BACKUP_TYPE, { description: 'What it holds.', default: 'Full', immutable: ONE_BACKUP })
  type?: BackupType;

  @ObjectField(() => ExistingBackup, {
    description: 'Nothing is taken: what is there already is described, so that it can be restored.',
    optional: true,
    immutable: ONE_BACKUP,
  })
  existing?: ExistingBackup;
}
