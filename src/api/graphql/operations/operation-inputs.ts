import { Field, InputType, PickType } from '@nestjs/graphql';
import { ExposeSpec } from '../../../resources/database-cluster/spec.js';
import { inputOf } from '../../../resources/declare/index.js';
import {
  BackupRequest,
  CustomOperationRequest,
  HorizontalScaling,
  OPERATION_OPTIONS,
  OpsRequestSpec,
  RebuildInstance,
  Reconfiguring,
  Restart,
  RestoreRequest,
  Switchover,
  Upgrade,
  VerticalScaling,
  VolumeExpansion,
} from '../../../resources/ops-request/index.js';
import { IDEMPOTENCY_KEY } from '../writes/intent-inputs.js';

const DRY_RUN = 'Judges the request and answers what it would do; nothing is stored.';

@InputType({ isAbstract: true })
export abstract class OperationInput extends PickType(inputOf(OpsRequestSpec), OPERATION_OPTIONS, InputType) {
  @Field({ description: 'Namespace of the cluster.' })
  namespace!: string;

  @Field({ description: 'Name of the cluster.' })
  name!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'A cluster to be started.' })
export class StartClusterInput extends OperationInput {}

@InputType({ description: 'A cluster to be stopped.' })
export class StopClusterInput extends OperationInput {}

@InputType({ description: 'Members to be restarted.' })
export class RestartClusterInput extends OperationInput {
  @Field(() => inputOf(Restart), { nullable: true, description: 'Which; all when absent.' })
  restart?: Restart | null;
}

@InputType({ description: 'How many members there shall be.' })
export class ScaleClusterHorizontallyInput extends OperationInput {
  @Field(() => inputOf(HorizontalScaling), { description: 'The wanted number.' })
  horizontalScaling!: HorizontalScaling;
}

@InputType({ description: 'How much CPU and memory the members shall have.' })
export class ScaleClusterVerticallyInput extends OperationInput {
  @Field(() => inputOf(VerticalScaling), { description: 'The wanted resources.' })
  verticalScaling!: VerticalScaling;
}

@InputType({ description: 'How large the volumes shall be.' })
export class ExpandClusterVolumesInput extends OperationInput {
  @Field(() => inputOf(VolumeExpansion), { description: 'The wanted sizes.' })
  volumeExpansion!: VolumeExpansion;
}

@InputType({ description: 'Settings to give and settings to take back.' })
export class ReconfigureClusterInput extends OperationInput {
  @Field(() => inputOf(Reconfiguring), { description: 'Settings to give a value, and to take it from.' })
  reconfiguring!: Reconfiguring;
}

@InputType({ description: 'Which version shall run.' })
export class UpgradeClusterInput extends OperationInput {
  @Field(() => inputOf(Upgrade), { description: 'The wanted version.' })
  upgrade!: Upgrade;
}

@InputType({ description: 'Who shall be the primary.' })
export class SwitchoverClusterInput extends OperationInput {
  @Field(() => inputOf(Switchover), {
    nullable: true,
    description: 'The wanted primary; the best replica when absent.',
  })
  switchover?: Switchover | null;
}

@InputType({ description: 'A backup to be taken.' })
export class BackupClusterInput extends OperationInput {
  @Field(() => inputOf(BackupRequest), { nullable: true, description: 'Its name and type.' })
  backup?: BackupRequest | null;
}

@InputType({ description: 'To which state a cluster goes back. What it holds now is replaced.' })
export class RestoreClusterInput extends OperationInput {
  @Field(() => inputOf(RestoreRequest), { description: 'A backup, a moment, or both.' })
  restore!: RestoreRequest;
}

@InputType({ description: 'A member to be rebuilt.' })
export class RebuildClusterInstanceInput extends OperationInput {
  @Field(() => inputOf(RebuildInstance), { description: 'The member whose data is made anew.' })
  rebuildInstance!: RebuildInstance;
}

@InputType({ description: 'Who can reach the database over the network.' })
export class ExposeClusterInput extends OperationInput {
  @Field(() => inputOf(ExposeSpec), { description: 'What `spec.expose` of the cluster shall be, whole.' })
  expose!: ExposeSpec;
}

@InputType({ description: 'An operation that only the engine of the cluster has.' })
export class RunCustomOperationInput extends OperationInput {
  @Field(() => inputOf(CustomOperationRequest), { description: 'Which, and its parameters.' })
  custom!: CustomOperationRequest;
}

@InputType({ isAbstract: true })
abstract class OperationReference {
  @Field({ description: 'Namespace of the operation.' })
  namespace!: string;

  @Field({ description: 'Name of the operation.' })
  name!: string;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'An operation to be called off.' })
export class CancelOperationInput extends OperationReference {}

@InputType({ description: 'An ended operation to be asked for again.' })
export class RetryOperationInput extends OperationReference {
  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'An operation to be removed.' })
export class DeleteOperationInput extends OperationReference {}
