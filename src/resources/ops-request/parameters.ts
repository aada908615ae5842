import {
  BooleanField,
  EnumField,
  ListField,
  IntField,
  MapField,
  ObjectField,
  QuantityField,
  Shape,
  StringField,
  text,
} from '../declare/index.js';
import { ConfigParameter } from '../database-cluster/spec.js';
import { BACKUP_TYPE, type BackupType } from '../shared/backup-type.js';
import { ComputeResources } from '../shared/compute-resources.js';
import { LocalReference } from '../shared/local-reference.js';
import { PointInTime } from '../shared/point-in-time.js';

const MEMBER = { minLength: 1, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } as const;
const PARAMETER_NAME = { minLength: 1, maxLength: 128 } as const;

/** Each says the wanted end state, never a difference: repeated, it changes nothing. */

@Shape({
  description: 'How many members there shall be, or how many shards.',
  rules: [{ rule: 'has(self.replicas) != has(self.shards)', message: 'must name replicas or shards, one of the two' }],
})
export class HorizontalScaling {
  @IntField({
    description: 'Data members; of a database with shards, of each of them.',
    optional: true,
    min: 1,
    max: 99,
    example: 5,
  })
  replicas?: number;

  @IntField({
    description: 'Shards, where the engine has them and the database was made with them. They can only become more.',
    optional: true,
    min: 1,
    max: 32,
  })
  shards?: number;
}

@Shape({ description: 'How much CPU and memory the members shall have.' })
export class VerticalScaling {
  @ObjectField(() => ComputeResources, {
    description: 'What is left out stays as it is.',
    rules: [{ rule: 'has(self.cpu) || has(self.memory)', message: 'must name cpu, memory, or both' }],
  })
  resources!: ComputeResources;
}

@Shape({
  description: 'How large the volumes shall be.',
  rules: [{ rule: 'has(self.size) || has(self.walSize)', message: 'must name size, walSize, or both' }],
})
export class VolumeExpansion {
  @QuantityField({ description: 'Of the data volume of each member.', optional: true, example: '20Gi' })
  size?: string;

  @QuantityField({
    description: 'Of the volume of the write-ahead log, where the database has one.',
    optional: true,
    example: '8Gi',
  })
  walSize?: string;
}

@Shape({
  description: 'Settings to give and settings to take back.',
  rules: [
    {
      rule: '(has(self.set) && size(self.set) > 0) || (has(self.unset) && size(self.unset) > 0)',
      message: 'must set or unset at least one setting',
    },
    {
      rule: '!has(self.set) || !has(self.unset) || !self.set.exists(entry, entry.name in self.unset)',
      message: 'a setting cannot be set and unset at once',
      fieldPath: '.unset',
    },
  ],
})
export class Reconfiguring {
  @ListField(() => ConfigParameter, {
    description: "Settings by the engine's names, with their new values; others stay.",
    optional: true,
    mapKeys: ['name'],
    maxItems: 64,
    example: [{ name: 'work_mem', value: '16MB' }],
  })
  set?: ConfigParameter[];

  @ListField(text(PARAMETER_NAME), {
    description: "Settings that go back to the engine's defaults.",
    optional: true,
    set: true,
    maxItems: 64,
  })
  unset?: string[];
}

@Shape({ description: 'Which version shall run.' })
export class Upgrade {
  @StringField({
    description: '`17.6` is exact; `18` takes what the catalogue recommends of that line now.',
    minLength: 1,
    maxLength: 32,
    pattern: '^[0-9]+(\\.[0-9A-Za-z-]+)*$',
    example: '17.6',
  })
  version!: string;
}

@Shape({ description: 'Which members to restart.' })
export class Restart {
  @ListField(text(MEMBER), {
    description: 'Names of members; all when absent.',
    optional: true,
    set: true,
    minItems: 1,
    maxItems: 99,
    example: ['orders-2'],
  })
  members?: string[];
}

@Shape({ description: 'Who shall be the primary.' })
export class Switchover {
  @StringField({
    description: 'Name of a member; the engine or its provider picks the best replica when absent.',
    optional: true,
    ...MEMBER,
    example: 'orders-2',
  })
  candidate?: string;
}

@Shape({ description: 'Which member to rebuild.' })
export class RebuildInstance {
  @StringField({ description: 'Name of a replica.', ...MEMBER, example: 'orders-3' })
  member!: string;
}

@Shape({ description: 'A backup to be taken now.' })
export class BackupRequest {
  @StringField({
    description: 'Name of the DatabaseBackup; made from that of the operation when absent.',
    optional: true,
    ...MEMBER,
    example: 'orders-before-release',
  })
  name?: string;

  @EnumField(BACKUP_TYPE, { description: 'What is taken.', default: 'Full' })
  type?: BackupType;
}

@Shape({
  description: 'To which state a database goes back. What it holds now is replaced.',
  rules: [
    {
      rule: 'has(self.backupRef) || has(self.pointInTime)',
      message: 'must name backupRef, pointInTime, or both',
    },
  ],
})
export class RestoreRequest {
  @ObjectField(() => LocalReference, {
    description:
      'A DatabaseBackup: the state at its end; with `pointInTime`, what came after it too, up to that moment.',
    optional: true,
    example: { name: 'orders-nightly-202611230130' },
  })
  backupRef?: LocalReference;

  @ObjectField(() => PointInTime, { description: 'The moment to go back to.', optional: true })
  pointInTime?: PointInTime;

  @BooleanField({
    description: 'Takes a backup of what stands now first; fails and changes nothing when that fails.',
    default: false,
  })
  safetyBackup?: boolean;
}

@Shape({ description: 'An operation that only the engine of the database has.' })
export class CustomOperationRequest {
  @StringField({
    description: "Its name in the engine's catalogue entry, under `status.capabilities.customOperations`.",
    minLength: 1,
    maxLength: 63,
    pattern: '^[a-z][a-z0-9-]*$',
    example: 'reload',
  })
  name!: string;

  @MapField({
    description: 'Its parameters, always text; the catalogue says which it takes.',
    optional: true,
    maxProperties: 32,
    maxKeyLength: 63,
    maxValueLength: 1024,
  })
  parameters?: Record<string, string>;
}
