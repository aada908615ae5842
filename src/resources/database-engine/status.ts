import type { Condition } from '../../kube/meta/index.js';
import {
  BooleanField,
  EnumField,
  ListField,
  NumberField,
  ObjectField,
  Shape,
  StringField,
  text,
} from '../declare/index.js';
import { OPERATION_TYPE } from '../ops-request/enums.js';
import type { OperationType } from '../ops-request/spec.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';
import { PARAMETER_TYPE, PITR_SUPPORT } from './enums.js';
import type { ParameterType } from './spec.js';

export type PitrSupport = (typeof PITR_SUPPORT.values)[number];

const ANY_NUMBER = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;

@Shape({ description: 'The operator that runs databases of an engine.' })
export class EngineOperatorStatus {
  @StringField({ description: 'Its name.', maxLength: 253, example: 'cloudnative-pg' })
  name!: string;

  @BooleanField({ description: 'The API server serves its kinds.' })
  installed!: boolean;

  @StringField({
    description: 'Its version, by the image of its Deployment.',
    optional: true,
    maxLength: 128,
    example: '1.30.0',
  })
  version?: string;
}

@Shape({ description: 'Whether an engine offers a type of operation.' })
export class EngineOperation {
  @EnumField(OPERATION_TYPE, { description: 'The type of an OpsRequest.' })
  type!: OperationType;

  @BooleanField({ description: 'Databases of this engine can have it.' })
  supported!: boolean;

  @StringField({ description: 'Why not, and what to do instead.', optional: true, maxLength: 1024 })
  reason?: string;
}

@Shape({ description: 'A parameter of an operation that only one engine has.' })
export class CustomOperationParameter {
  @StringField({ description: 'Its name.', minLength: 1, maxLength: 63 })
  name!: string;

  @EnumField(PARAMETER_TYPE, { description: 'How its text is read.' })
  type!: ParameterType;

  @BooleanField({ description: 'It must be given.' })
  required!: boolean;

  @StringField({ description: 'What it does.', maxLength: 1024 })
  description!: string;

  @NumberField({ description: 'The least value.', optional: true, ...ANY_NUMBER })
  minimum?: number;

  @NumberField({ description: 'The largest value.', optional: true, ...ANY_NUMBER })
  maximum?: number;

  @ListField(text({ minLength: 1, maxLength: 128 }), {
    description: 'The values of an Enum.',
    optional: true,
    maxItems: 64,
  })
  allowed?: string[];
}

@Shape({ description: 'An operation that only one engine has: an OpsRequest of type Custom names it.' })
export class EngineCustomOperation {
  @StringField({ description: 'Its name.', minLength: 1, maxLength: 63, example: 'reload' })
  name!: string;

  @StringField({ description: 'What it does.', maxLength: 1024 })
  description!: string;

  @ListField(() => CustomOperationParameter, { description: 'What it takes.', mapKeys: ['name'], maxItems: 32 })
  parameters!: CustomOperationParameter[];
}

const NAMES = text({ minLength: 1, maxLength: 63 });

@Shape({ description: 'What backups of an engine can do.' })
export class EngineBackups {
  @ListField(NAMES, { description: 'Values of `type`.', set: true, maxItems: 16 })
  types!: string[];

  @EnumField(PITR_SUPPORT, { description: 'Whether one can restore to any moment.' })
  pointInTime!: PitrSupport;

  @ListField(NAMES, { description: 'Fields of `spec.backup.retention`.', set: true, maxItems: 16 })
  retention!: string[];
}

@Shape({ description: 'What databases of an engine can do.' })
export class EngineCapabilities {
  @ListField(NAMES, { description: 'Values of `spec.proxy.type`.', set: true, maxItems: 16 })
  proxies!: string[];

  @ListField(NAMES, { description: 'Values of `spec.expose.type`.', set: true, maxItems: 16 })
  expose!: string[];

  @BooleanField({ description: 'The write-ahead log can have a volume of its own.' })
  walStorage!: boolean;

  @BooleanField({ description: 'The data can be divided over shards.' })
  sharding!: boolean;

  @BooleanField({ description: 'Databases can be stopped and started.' })
  powerState!: boolean;

  @ObjectField(() => EngineBackups, { description: 'What backups can do; absent when there are none.', optional: true })
  backups?: EngineBackups;

  @ListField(() => EngineOperation, {
    description: 'Every type of operation, and whether databases of this engine can have it.',
    optional: true,
    mapKeys: ['type'],
    maxItems: 64,
  })
  operations?: EngineOperation[];

  @ListField(() => EngineCustomOperation, {
    description: 'Operations that only this engine has.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 64,
  })
  customOperations?: EngineCustomOperation[];
}

@Shape({ description: 'Whether databases of this engine can be made now.' })
export class DatabaseEngineStatus {
  @ObjectField(() => EngineOperatorStatus, { description: 'Its operator, as found.', optional: true })
  operator?: EngineOperatorStatus;

  @ObjectField(() => EngineCapabilities, { description: 'What its databases can do.', optional: true })
  capabilities?: EngineCapabilities;

  @ConditionsField('State in detail. `Ready`: databases of this engine can be made now.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;
}
