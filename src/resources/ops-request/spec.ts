import type { ValidationRule } from '../../kube/schema/index.js';
import { BooleanField, EnumField, IntField, ObjectField, Shape, StringField, TimeField } from '../declare/index.js';
import { ExposeSpec } from '../database-cluster/spec.js';
import { LocalReference } from '../shared/local-reference.js';
import { OPERATION_TYPE } from './enums.js';
import {
  BackupRequest,
  CustomOperationRequest,
  HorizontalScaling,
  RebuildInstance,
  Reconfiguring,
  Restart,
  RestoreRequest,
  Switchover,
  Upgrade,
  VerticalScaling,
  VolumeExpansion,
} from './parameters.js';

export const OPERATION_TYPES = OPERATION_TYPE.values;
export type OperationType = (typeof OPERATION_TYPES)[number];

const ASKED_ONCE = 'an operation is asked for once; make another one';
const WEEK_SECONDS = 604_800;
const YEAR_SECONDS = 31_536_000;

/** Where the parameters of a type stand, and whether the type can do without. Start and Stop have none. */
export const OPERATION_PARAMETERS = {
  Restart: { field: 'restart', required: false },
  HorizontalScaling: { field: 'horizontalScaling', required: true },
  VerticalScaling: { field: 'verticalScaling', required: true },
  VolumeExpansion: { field: 'volumeExpansion', required: true },
  Reconfiguring: { field: 'reconfiguring', required: true },
  Upgrade: { field: 'upgrade', required: true },
  Backup: { field: 'backup', required: false },
  Restore: { field: 'restore', required: true },
  Switchover: { field: 'switchover', required: false },
  RebuildInstance: { field: 'rebuildInstance', required: true },
  Expose: { field: 'expose', required: true },
  Custom: { field: 'custom', required: true },
} as const satisfies Partial<Record<OperationType, { field: string; required: boolean }>>;

/** What may be said of an operation of any type. */
export const OPERATION_OPTIONS = [
  'timeoutSeconds',
  'queueTimeoutSeconds',
  'preconditions',
  'notBefore',
  'ttlSecondsAfterFinished',
  'force',
  'supersede',
  'reason',
] as const;

/** The parameters are those of the type, and no others. */
function parameterRules(): ValidationRule[] {
  return Object.entries(OPERATION_PARAMETERS).flatMap(([type, { field, required }]) => [
    {
      rule: `!has(self.${field}) || self.type == '${type}'`,
      message: `belongs to an operation of type ${type}`,
      fieldPath: `.${field}`,
      reason: 'FieldValueForbidden' as const,
    },
    ...(required
      ? [
          {
            rule: `self.type != '${type}' || has(self.${field})`,
            message: `is what an operation of type ${type} needs`,
            fieldPath: `.${field}`,
            reason: 'FieldValueRequired' as const,
          },
        ]
      : []),
  ]);
}

const parameters = (description: string): { description: string; optional: true; immutable: string } => ({
  description,
  optional: true,
  immutable: ASKED_ONCE,
});

@Shape({ description: 'What must be so when the turn of an operation comes.' })
export class OperationPreconditions {
  @IntField({
    description: 'The `metadata.generation` that the database still has: nobody has changed its specification.',
    optional: true,
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
  })
  clusterGeneration?: number;
}

@Shape({ description: 'One operation on one database: all but `cancel` is fixed once made.', rules: parameterRules() })
export class OpsRequestSpec {
  @ObjectField(() => LocalReference, {
    description: 'The DatabaseCluster that it is for.',
    immutable: ASKED_ONCE,
    example: { name: 'orders' },
  })
  clusterRef!: LocalReference;

  @EnumField(OPERATION_TYPE, {
    description: 'What is to be done; the field named as the type holds its parameters.',
    immutable: ASKED_ONCE,
    example: 'HorizontalScaling',
  })
  type!: OperationType;

  @ObjectField(() => Restart, parameters('Of type Restart.'))
  restart?: Restart;

  @ObjectField(() => HorizontalScaling, parameters('Of type HorizontalScaling.'))
  horizontalScaling?: HorizontalScaling;

  @ObjectField(() => VerticalScaling, parameters('Of type VerticalScaling.'))
  verticalScaling?: VerticalScaling;

  @ObjectField(() => VolumeExpansion, parameters('Of type VolumeExpansion.'))
  volumeExpansion?: VolumeExpansion;

  @ObjectField(() => Reconfiguring, parameters('Of type Reconfiguring.'))
  reconfiguring?: Reconfiguring;

  @ObjectField(() => Upgrade, parameters('Of type Upgrade.'))
  upgrade?: Upgrade;

  @ObjectField(() => BackupRequest, parameters('Of type Backup.'))
  backup?: BackupRequest;

  @ObjectField(() => RestoreRequest, parameters('Of type Restore.'))
  restore?: RestoreRequest;

  @ObjectField(() => Switchover, parameters('Of type Switchover.'))
  switchover?: Switchover;

  @ObjectField(() => RebuildInstance, parameters('Of type RebuildInstance.'))
  rebuildInstance?: RebuildInstance;

  @ObjectField(() => ExposeSpec, parameters('Of type Expose: what `spec.expose` of the database shall be, whole.'))
  expose?: ExposeSpec;

  @ObjectField(() => CustomOperationRequest, parameters('Of type Custom.'))
  custom?: CustomOperationRequest;

  @IntField({
    description: 'How long it may run, from its start; what suits its type when absent.',
    optional: true,
    immutable: ASKED_ONCE,
    min: 1,
    max: WEEK_SECONDS,
  })
  timeoutSeconds?: number;

  @IntField({
    description: 'How long it may wait for its turn, from its creation or from `notBefore`.',
    default: 3600,
    immutable: ASKED_ONCE,
    min: 1,
    max: WEEK_SECONDS,
  })
  queueTimeoutSeconds?: number;

  @ObjectField(() => OperationPreconditions, {
    description: 'What must be so when its turn comes; else it fails with PreconditionsNotMet and changes nothing.',
    optional: true,
    immutable: ASKED_ONCE,
  })
  preconditions?: OperationPreconditions;

  @TimeField({
    description: 'It does not start before; others that wait pass it until then.',
    optional: true,
    immutable: ASKED_ONCE,
  })
  notBefore?: string;

  @IntField({
    description:
      'How long it stays after its end: a week when absent, thirty days after a failure. The last 20 of a database stay in any case.',
    optional: true,
    immutable: ASKED_ONCE,
    min: 0,
    max: YEAR_SECONDS,
  })
  ttlSecondsAfterFinished?: number;

  @BooleanField({
    description:
      'Starts at once, before all that wait and beside what runs. Everything is still validated, and it is refused beside a running Upgrade or Restore.',
    default: false,
    immutable: ASKED_ONCE,
  })
  force?: boolean;

  @BooleanField({
    description: 'Takes the place of an operation of the same type that waits; what runs is never replaced.',
    default: false,
    immutable: ASKED_ONCE,
  })
  supersede?: boolean;

  @StringField({
    description: 'Why, for whoever reads it later.',
    optional: true,
    immutable: ASKED_ONCE,
    maxLength: 1024,
    example: 'Black Friday',
  })
  reason?: string;

  @StringField({
    description: 'Name of the ended operation that this one repeats.',
    optional: true,
    immutable: ASKED_ONCE,
    minLength: 1,
    maxLength: 63,
  })
  retryOf?: string;

  @BooleanField({
    description: 'Calls it off: at once while it waits, where it is safe while it runs. Cannot be taken back.',
    default: false,
    rules: [{ rule: 'self || !oldSelf', message: 'cannot be taken back' }],
  })
  cancel?: boolean;
}
