import { BooleanField, EnumField, IntField, ListField, ObjectField, Shape, StringField } from '../declare/index.js';
import { BACKUP_TYPE, type BackupType } from '../shared/backup-type.js';
import { ComputeResources } from '../shared/compute-resources.js';
import { LocalReference } from '../shared/local-reference.js';

@Shape({ description: 'When to take backups without being asked.' })
export class BackupSchedule {
  @StringField({
    description: 'Its name; part of the names of its backups.',
    minLength: 1,
    maxLength: 20,
    pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
    example: 'nightly',
  })
  name!: string;

  @StringField({
    description:
      'Five fields: minute, hour, day of the month, month, day of the week. An hour that a change of clocks leaves out or repeats is fired in once.',
    minLength: 9,
    maxLength: 128,
    example: '30 2 * * *',
  })
  cron!: string;

  @StringField({
    description: 'Where the clock hangs that `cron` goes by: a name of the IANA time zone database.',
    default: 'UTC',
    minLength: 1,
    maxLength: 64,
    example: 'Europe/Paris',
  })
  timeZone?: string;

  @EnumField(BACKUP_TYPE, { description: 'What is taken.', default: 'Full' })
  type?: BackupType;

  @BooleanField({ description: 'Leaves its firings out until it is false again.', default: false })
  suspended?: boolean;
}

@Shape({
  description: 'How long backups are kept. What an engine cannot do is refused.',
  rules: [
    {
      rule: 'has(self.recoveryWindowDays) != has(self.keepLast)',
      message: 'needs exactly one of recoveryWindowDays and keepLast',
    },
  ],
})
export class BackupRetention {
  @IntField({
    description: 'So many days back one can restore to any moment; what is older and not needed for that is deleted.',
    optional: true,
    min: 1,
    max: 3650,
    example: 14,
  })
  recoveryWindowDays?: number;

  @IntField({ description: 'So many backups are kept, the last ones.', optional: true, min: 1, max: 1000 })
  keepLast?: number;
}

@Shape({ description: 'The log of changes, shipped to the bucket as it is written.' })
export class PointInTimeRecovery {
  @BooleanField({ description: 'One can restore to any moment, and not only to backups.', default: true })
  enabled?: boolean;
}

@Shape({ description: 'Where backups go, when they are taken, and how long they stay.' })
export class ClusterBackup {
  @ObjectField(() => LocalReference, {
    description: 'The BackupStorage to use. With another one backups begin anew there; those in the old one stay.',
    example: { name: 'main' },
  })
  storageRef!: LocalReference;

  @ObjectField(() => PointInTimeRecovery, {
    description: "What the engine's backups can do with the log, as its capabilities tell, when absent.",
    optional: true,
  })
  pitr?: PointInTimeRecovery;

  @ListField(() => BackupSchedule, {
    description: 'When backups are taken. A first one is taken in any case, as soon as the database serves.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 16,
  })
  schedules?: BackupSchedule[];

  @ObjectField(() => BackupRetention, { description: 'How long they are kept; for ever when absent.', optional: true })
  retention?: BackupRetention;

  @ObjectField(() => ComputeResources, {
    description:
      "CPU and memory of the process beside each member that ships log and backups; the engine's own default when absent.",
    optional: true,
  })
  resources?: ComputeResources;
}
