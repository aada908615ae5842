import { Field, ObjectType } from '@nestjs/graphql';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { Problem, PROBLEMS } from '../writes/problem.model.js';
import { OperationPlan } from './operation-plan.model.js';

@ObjectType({ isAbstract: true })
export abstract class OperationPayload {
  @Field(() => OpsRequest, {
    nullable: true,
    description: 'The operation; null when it was refused, or is gone.',
  })
  operation?: OpsRequest;

  @Field(() => [Problem], { description: PROBLEMS })
  problems!: readonly Problem[];
}

@ObjectType({ isAbstract: true })
export abstract class PlannedOperationPayload extends OperationPayload {
  @Field(() => OperationPlan, {
    nullable: true,
    description: 'What a new operation would do. Null when it was refused, or was asked for before.',
  })
  plan?: OperationPlan;
}

@ObjectType({ description: 'The outcome of `startCluster`.' })
export class StartClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `stopCluster`.' })
export class StopClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `restartCluster`.' })
export class RestartClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `scaleClusterHorizontally`.' })
export class ScaleClusterHorizontallyPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `scaleClusterVertically`.' })
export class ScaleClusterVerticallyPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `expandClusterVolumes`.' })
export class ExpandClusterVolumesPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `reconfigureCluster`.' })
export class ReconfigureClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `upgradeCluster`.' })
export class UpgradeClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `backupCluster`.' })
export class BackupClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `restoreCluster`.' })
export class RestoreClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `switchoverCluster`.' })
export class SwitchoverClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `rebuildClusterInstance`.' })
export class RebuildClusterInstancePayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `exposeCluster`.' })
export class ExposeClusterPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `runCustomOperation`.' })
export class RunCustomOperationPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `retryOperation`.' })
export class RetryOperationPayload extends PlannedOperationPayload {}

@ObjectType({ description: 'The outcome of `cancelOperation`.' })
export class CancelOperationPayload extends OperationPayload {}

@ObjectType({ description: 'The outcome of `deleteOperation`.' })
export class DeleteOperationPayload extends OperationPayload {}
