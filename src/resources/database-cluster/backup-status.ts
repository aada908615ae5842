import { BooleanField, IntField, ListField, ObjectField, Shape, StringField, TimeField } from '../declare/index.js';

const NAME = { maxLength: 253 } as const;
const PATH = { maxLength: 1024 } as const;

@Shape({ description: 'Where the data of a database came from: what was resolved when it was made anew.' })
export class RecoverySource {
  @StringField({ description: 'Name of the BackupStorage.', ...NAME })
  storage!: string;

  @StringField({ description: 'Folder of the database that left it, counted from the prefix.', ...PATH })
  archive!: string;

  @StringField({
    description: "The engine's id of the backup to begin with; it chooses by the time when absent.",
    optional: true,
    maxLength: 128,
  })
  backupId?: string;

  @TimeField({
    description: 'The moment to stop at; absent with a backup: at its end; else as far as the log reaches.',
    optional: true,
  })
  time?: string;

  @BooleanField({
    description: 'With a backup and no moment: as far as the log reaches after it.',
    optional: true,
  })
  latest?: boolean;
}

@Shape({ description: 'A backup that ended.' })
export class EndedBackup {
  @StringField({ description: 'Name of the DatabaseBackup.', ...NAME })
  name!: string;

  @TimeField({ description: 'When it ended.' })
  time!: string;

  @StringField({ description: 'Why it failed.', optional: true, maxLength: 1024 })
  message?: string;
}

@Shape({ description: 'A schedule of backups, and where it stands.' })
export class BackupScheduleStatus {
  @StringField({ description: 'Its name.', maxLength: 63 })
  name!: string;

  @TimeField({ description: 'Firings before are not asked for: when it was first seen, or last fired or left out.' })
  since!: string;

  @TimeField({ description: 'When it fires next; absent while it is suspended.', optional: true })
  next?: string;
}

@Shape({ description: 'Moments that one cannot go back to, though there are earlier ones.' })
export class RecoveryGap {
  @TimeField({ description: 'The last moment before it that one can go back to.' })
  from!: string;

  @TimeField({ description: 'The first moment after it.' })
  to!: string;
}

@Shape({ description: 'Which moments one can go back to.' })
export class RecoveryWindow {
  @TimeField({ description: 'The earliest moment.' })
  earliest!: string;

  @TimeField({
    description: 'The latest moment; absent while the log follows the database: a few minutes ago at the most.',
    optional: true,
  })
  latest?: string;

  @ListField(() => RecoveryGap, { description: 'What is missing in between.', optional: true, maxItems: 64 })
  gaps?: RecoveryGap[];
}

@Shape({ description: 'Backups of a database, and what one can go back to.' })
export class ClusterBackupStatus {
  @StringField({ description: 'The BackupStorage that it writes to.', optional: true, ...NAME })
  storage?: string;

  @StringField({
    description: 'Its folder there, counted from the prefix; another one each time the data is made anew.',
    optional: true,
    ...PATH,
  })
  archive?: string;

  @TimeField({
    description: "The earliest moment that this folder reaches back to, by the engine's own catalogue.",
    optional: true,
  })
  archiveEarliest?: string;

  @TimeField({ description: 'Since when the log does not arrive in the bucket; absent while it does.', optional: true })
  logFailingSince?: string;

  @ObjectField(() => EndedBackup, { description: 'The last backup that succeeded.', optional: true })
  lastSuccessful?: EndedBackup;

  @ObjectField(() => EndedBackup, {
    description: 'The last backup that failed, when none succeeded since.',
    optional: true,
  })
  lastFailure?: EndedBackup;

  @ListField(() => BackupScheduleStatus, {
    description: 'Where each schedule stands.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 16,
  })
  schedules?: BackupScheduleStatus[];

  @ObjectField(() => RecoveryWindow, {
    description: 'Which moments one can go back to; none when absent.',
    optional: true,
  })
  recoveryWindow?: RecoveryWindow;

  @IntField({ description: 'Backups that can be restored.', optional: true, min: 0, max: 1_000_000 })
  usableBackups?: number;
}
