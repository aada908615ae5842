import { Field, ObjectType } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { Json } from '../../../resources/declare/index.js';

@ObjectType({ description: 'One thing to mend in an input.' })
export class Problem {
  @Field({
    description:
      'Stable, snake_case: of a field (`required`, `invalid`, `not_supported`, ...), or of the whole request (`name_taken`, `precondition_failed`, ...). New ones may come.',
  })
  code!: string;

  @Field({ description: 'What is wrong and what is allowed, for a person.' })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Where in the arguments: `["input", "spec", "storage", "size"]`.',
  })
  path?: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The same place as REST names it, a JSON Pointer into the body: `/spec/storage/size`.',
  })
  pointer?: string;

  @Field(() => [String], { nullable: true, description: 'Values that would do, where they can be listed.' })
  allowed?: readonly string[];

  @Field(() => String, { nullable: true, description: 'The next step.' })
  hint?: string;
}

@ObjectType({ description: 'One field that a write changes.' })
export class FieldChange {
  @Field({ description: 'JSON Pointer: `/spec/clusterSize`.' })
  path!: string;

  @Field(() => Json, { nullable: true, description: 'What was there.' })
  before?: unknown;

  @Field(() => Json, { nullable: true, description: 'What is there now, or would be.' })
  after?: unknown;
}

@ObjectType({ description: 'What a write changes of the intent: for a dry run, what it would.' })
export class ClusterPlan {
  @Field(() => [FieldChange], { description: 'Each field that differs.' })
  changes!: readonly FieldChange[];
}

const PROBLEMS = 'What the user can mend, all of it at once; empty when the write was done.';

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
