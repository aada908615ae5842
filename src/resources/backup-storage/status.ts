import type { Condition } from '../../kube/meta/index.js';
import { IntField, ListField, ObjectField, Shape, StringField, text, TimeField } from '../declare/index.js';
import { ChangedByField, CreatedByField, type Author } from '../shared/author.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';

@Shape({ description: 'A search of the bucket for backups.' })
export class StorageDiscovery {
  @StringField({ description: 'The value of the annotation `dbaas.io/discover` that it answered.', maxLength: 128 })
  request!: string;

  @TimeField({ description: 'When it ended.' })
  time!: string;

  @IntField({ description: 'Backups that are there.', min: 0, max: 1_000_000 })
  found!: number;

  @IntField({ description: 'Of those, DatabaseBackups that were made now.', min: 0, max: 1_000_000 })
  added!: number;

  @StringField({ description: 'What was left out, or why it failed.', optional: true, maxLength: 1024 })
  message?: string;
}

@Shape({ description: 'Whether the bucket can be used, by a probe that wrote, read back and deleted an object.' })
export class BackupStorageStatus {
  @ConditionsField('State in detail. `Ready`: the last probe wrote, read back and deleted.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;

  @StringField({ description: 'What is wrong and what to do, or that all is well.', optional: true, maxLength: 1024 })
  message?: string;

  @TimeField({ description: 'When the bucket was last tried.', optional: true })
  lastProbedAt?: string;

  @StringField({
    description: 'What was tried: another specification, Secret or request since then means another probe.',
    optional: true,
    maxLength: 64,
  })
  probedInputs?: string;

  @StringField({
    description: 'The value of the annotation `dbaas.io/verify` that the last probe answered.',
    optional: true,
    maxLength: 128,
  })
  verifiedRequest?: string;

  @ListField(text({ maxLength: 317 }), {
    description: 'What refers to it, as kind and name, the first of them: it is not deleted meanwhile.',
    optional: true,
    maxItems: 64,
  })
  usedBy?: string[];

  @ObjectField(() => StorageDiscovery, {
    description: 'What the last search of the bucket for backups brought.',
    optional: true,
  })
  discovery?: StorageDiscovery;

  @CreatedByField()
  createdBy?: Author;

  @ChangedByField()
  changedBy?: Author;
}
