import { ApiExtraModels, ApiProperty, ApiPropertyOptional, OmitType, PickType } from '@nestjs/swagger';
import { ANY_JSON } from '../../../resources/declare/index.js';
import { EngineCustomOperation } from '../../../resources/database-engine/index.js';
import {
  DISRUPTION,
  OPERATION_OPTIONS,
  OPERATION_TYPES,
  OperationLogEntry,
  OpsRequest,
  OpsRequestSpec,
  type Disruption,
  type OperationType,
} from '../../../resources/ops-request/index.js';
import { NewObjectMetadata } from '../metadata.dto.js';
import { PageInfo } from '../page.dto.js';

/** What may be said of the metadata of an operation. */
export class OperationMetadata extends NewObjectMetadata {}

export class OperationBody {
  @ApiPropertyOptional({ type: () => OperationMetadata })
  metadata?: OperationMetadata;

  @ApiProperty({ type: () => OpsRequestSpec })
  spec!: OpsRequestSpec;
}

/** What is to be done to the cluster that the address names. */
export class ClusterOperationSpec extends OmitType(OpsRequestSpec, ['clusterRef']) {}

export class ClusterOperationBody {
  @ApiPropertyOptional({ type: () => OperationMetadata })
  metadata?: OperationMetadata;

  @ApiProperty({ type: () => ClusterOperationSpec })
  spec!: ClusterOperationSpec;
}

/** To which state the cluster that the address names goes back; the type is Restore. */
export class RestoreSpec extends PickType(OpsRequestSpec, [...OPERATION_OPTIONS, 'restore']) {}

export class RestoreBody {
  @ApiPropertyOptional({ type: () => OperationMetadata })
  metadata?: OperationMetadata;

  @ApiProperty({ type: () => RestoreSpec })
  spec!: RestoreSpec;
}

export class OperationList {
  @ApiProperty({ type: () => [OpsRequest], description: 'Those of this page, in the order asked for.' })
  items!: OpsRequest[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}

export class PlannedChange {
  @ApiProperty({ description: 'JSON Pointer into the cluster.', example: '/spec/clusterSize' })
  path!: string;

  @ApiPropertyOptional({ oneOf: ANY_JSON, description: 'What stands there; absent when nothing does.', example: 3 })
  previous?: unknown;

  @ApiPropertyOptional({ oneOf: ANY_JSON, description: 'What would stand there.', example: 5 })
  applied?: unknown;
}

export class PlannedStep {
  @ApiProperty({ description: 'What would be done, in CamelCase.', example: 'JoinMember' })
  name!: string;

  @ApiPropertyOptional({ example: 'orders-4', description: 'The member or object that it is about.' })
  target?: string;
}

/** What an operation would do, by the state of now. */
export class OperationPlan {
  @ApiProperty({ type: () => [PlannedChange], description: 'Fields of the cluster that would change.' })
  changes!: readonly PlannedChange[];

  @ApiProperty({ type: () => [PlannedStep], description: 'What would be done, in order.' })
  steps!: readonly PlannedStep[];

  @ApiProperty({ enum: DISRUPTION.values, description: 'What clients would notice.' })
  disruption!: Disruption;

  @ApiProperty({ type: [String], description: 'Members whose database would restart, in order.' })
  restarts!: readonly string[];

  @ApiProperty({ type: [String], description: 'What to think of first.' })
  warnings!: readonly string[];
}

@ApiExtraModels(OperationPlan)
export class PlannedOperation extends OpsRequest {
  @ApiProperty({ type: () => OperationPlan })
  plan!: OperationPlan;
}

export class OperationLog {
  @ApiProperty({ type: () => [OperationLogEntry], description: 'The lines, the oldest first.' })
  items!: readonly OperationLogEntry[];

  @ApiProperty({ description: 'How many of the lines asked for are no longer kept.', example: 0 })
  missed!: number;

  @ApiProperty({ description: '`?after` for the lines that follow.', example: 7 })
  after!: number;
}

export class Capability {
  @ApiProperty({ enum: OPERATION_TYPES, description: 'What would be done.' })
  type!: OperationType;

  @ApiProperty({ description: 'It could be asked for: of the cluster now, of an engine at all.' })
  available!: boolean;

  @ApiPropertyOptional({ description: 'Why not, and what to do.' })
  reason?: string;

  @ApiPropertyOptional({
    enum: DISRUPTION.values,
    description:
      'What clients would notice; absent when that depends on the parameters, or of an engine on the database.',
  })
  disruption?: Disruption;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Schema of its parameters.' })
  parameters?: object;

  @ApiPropertyOptional({ type: () => [EngineCustomOperation], description: 'Of type Custom: what there is.' })
  customOperations?: readonly EngineCustomOperation[];
}

export class CapabilityList {
  @ApiProperty({ type: () => [Capability], description: 'All of them.' })
  items!: readonly Capability[];
}
