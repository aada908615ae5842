import { Field, ObjectType } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { DateTime, Json } from '../../../resources/declare/index.js';
import { Problem, PROBLEMS } from '../writes/problem.model.js';

@ObjectType({ description: 'One field that a write changes.' })
export class FieldChange {
  @Field({ description: 'JSON Pointer: `/spec/clusterSize`.' })
  path!: string;

  @Field(() => Json, { nullable: true, description: 'What was there.' })
  before?: unknown;

  @Field(() => Json, { nullable: true, description: 'What is there now, or would be.' })
  after?: unknown;
}

@ObjectType({ description: 'When a schedule of backups fires from now on.' })
export class PlannedSchedule {
  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => [DateTime], { description: 'The next few times; none while it is suspended.' })
  next!: readonly string[];
}

@ObjectType({ description: 'What a write changes of the intent: for a dry run, what it would.' })
export class ClusterPlan {
  @Field(() => [FieldChange], { description: 'Each field that differs.' })
  changes!: readonly FieldChange[];

  @Field(() => [PlannedSchedule], {
    nullable: true,
    description: 'When its schedules of backups fire from now on; null when it has none.',
  })
  schedules?: readonly PlannedSchedule[];
}

@ObjectType({ isAbstract: true })
abstract class ClusterPayload {
  @Field(() => DatabaseCluster, {
    nullable: true,
    description: 'The cluster after the write; null when it was refused.',
  })
  cluster?: DatabaseCluster;

  @Field(() => [Problem], { description: PROBLEMS })
  problems!: readonly Problem[];
}

@ObjectType({ isAbstract: true })
abstract class PlannedPayload extends ClusterPayload {
  @Field(() => ClusterPlan, { nullable: true, description: 'What it changed; null when it was refused.' })
  plan?: ClusterPlan;
}

@ObjectType({ description: 'The outcome of `createCluster`.' })
export class CreateClusterPayload extends PlannedPayload {}

@ObjectType({ description: 'The outcome of `updateCluster`.' })
export class UpdateClusterPayload extends PlannedPayload {}

@ObjectType({ description: 'The outcome of `deleteCluster`.' })
export class DeleteClusterPayload extends ClusterPayload {}
