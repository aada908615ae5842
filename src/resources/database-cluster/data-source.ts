import { ObjectField, Shape, StringField } from '../declare/index.js';
import { LocalReference } from '../shared/local-reference.js';
import { PATH_IN_STORAGE } from '../shared/path-in-storage.js';
import { PointInTime } from '../shared/point-in-time.js';

@Shape({ description: 'A backup, or all that there is of one database, by its place in a bucket.' })
export class StoredSource {
  @ObjectField(() => LocalReference, { description: 'The BackupStorage.', example: { name: 'main' } })
  storageRef!: LocalReference;

  @StringField({
    description:
      'Counted from the prefix of the storage: `status.path` of a DatabaseBackup for that very backup, `status.archive` for all that its database left there.',
    ...PATH_IN_STORAGE,
    example: 'team-a/orders-1f0c2a9b-1-v17',
  })
  path!: string;
}

@Shape({
  description: 'What a new database is filled with. Read once, when the database is made.',
  rules: [
    {
      rule: '[has(self.backupRef), has(self.storage), has(self.clusterRef)].filter(given, given).size() == 1',
      message: 'needs exactly one of backupRef, storage and clusterRef',
    },
  ],
})
export class DataSource {
  @ObjectField(() => LocalReference, {
    description: 'A DatabaseBackup. With `pointInTime`, what came after it too, up to that moment.',
    optional: true,
    example: { name: 'orders-nightly-202611230130' },
  })
  backupRef?: LocalReference;

  @ObjectField(() => StoredSource, { description: 'A place in a bucket.', optional: true })
  storage?: StoredSource;

  @ObjectField(() => LocalReference, {
    description: 'Another DatabaseCluster with backups: as it was at `pointInTime`, at the latest moment when absent.',
    optional: true,
    example: { name: 'orders' },
  })
  clusterRef?: LocalReference;

  @ObjectField(() => PointInTime, { description: 'The moment to go back to.', optional: true })
  pointInTime?: PointInTime;
}
