import type { Condition } from '../../kube/meta/index.js';
import { EnumField, IntField, JsonField, ListField, Shape, StringField, text, TimeField } from '../declare/index.js';
import { ChangedByField, CreatedByField, type Author } from '../shared/author.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';
import { BACKUP_ORIGIN, BACKUP_PHASE, BACKUP_REASON } from './enums.js';

export const BACKUP_PHASES = BACKUP_PHASE.values;
export type BackupPhase = (typeof BACKUP_PHASES)[number];
export type BackupOrigin = (typeof BACKUP_ORIGIN.values)[number];
export type BackupReason = (typeof BACKUP_REASON.values)[number];

const PATH = { optional: true, maxLength: 1024 } as const;

@Shape({ description: 'What became of a backup, and what can be done with it.' })
export class DatabaseBackupStatus {
  @EnumField(BACKUP_PHASE, { description: 'State in one word.', optional: true })
  phase?: BackupPhase;

  @EnumField(BACKUP_REASON, { description: 'Why, in one word.', optional: true })
  reason?: BackupReason;

  @StringField({ description: 'What is, or what went wrong and what to do.', optional: true, maxLength: 4096 })
  message?: string;

  @EnumField(BACKUP_ORIGIN, { description: 'How it came about.', optional: true })
  origin?: BackupOrigin;

  @ConditionsField('State in detail. `Recorded`: the bucket holds what it takes to make its database again from it.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;

  @TimeField({ description: 'When it was begun.', optional: true })
  startedAt?: string;

  @TimeField({ description: 'When it ended.', optional: true })
  completedAt?: string;

  @IntField({
    description: 'Bytes that it takes in the bucket, without the log.',
    optional: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  })
  sizeBytes?: number;

  @StringField({ description: 'Engine of its database.', optional: true, maxLength: 63 })
  engine?: string;

  @StringField({ description: 'Version that ran.', optional: true, maxLength: 64, example: '17.6' })
  version?: string;

  @StringField({ description: 'Name of the BackupStorage that it is in.', optional: true, maxLength: 253 })
  storage?: string;

  @StringField({ description: 'Folder of its database in the storage, counted from the prefix.', ...PATH })
  archive?: string;

  @StringField({ description: 'Its own folder, counted from the prefix.', ...PATH })
  path?: string;

  @StringField({ description: "The engine's id of it.", optional: true, maxLength: 128 })
  backupId?: string;

  @TimeField({ description: 'The earliest moment that it can be brought to: its end.', optional: true })
  recoverableFrom?: string;

  @TimeField({
    description: 'The latest moment, by the log; absent while the log follows the database.',
    optional: true,
  })
  recoverableTo?: string;

  @JsonField({
    description: 'The specification of its database at that time: what it takes to make it again. It holds no secrets.',
    optional: true,
  })
  clusterSnapshot?: unknown;

  @ListField(text({ maxLength: 317 }), {
    description: 'What needs it now, as kind and name: it is not deleted meanwhile.',
    optional: true,
    maxItems: 64,
  })
  usedBy?: string[];

  @CreatedByField()
  createdBy?: Author;

  @ChangedByField()
  changedBy?: Author;
}
