import { Field, ObjectType } from '@nestjs/graphql';
import { Json } from '../../../resources/declare/index.js';
import { DISRUPTION, type Disruption } from '../../../resources/ops-request/index.js';

@ObjectType({ description: 'A field of the cluster that an operation would change.' })
export class PlannedChange {
  @Field({ description: 'JSON Pointer into the cluster: `/spec/clusterSize`.' })
  path!: string;

  @Field(() => Json, { nullable: true, description: 'What stands there.' })
  previous?: unknown;

  @Field(() => Json, { nullable: true, description: 'What would stand there.' })
  applied?: unknown;
}

@ObjectType({ description: 'A step that an operation would take.' })
export class PlannedStep {
  @Field({ description: 'What is done, in CamelCase.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The member or object that it is about.' })
  target?: string;
}

@ObjectType({ description: 'What an operation would do, by the state of now.' })
export class OperationPlan {
  @Field(() => [PlannedChange], { description: 'Fields of the cluster that would change.' })
  changes!: readonly PlannedChange[];

  @Field(() => [PlannedStep], { description: 'What would be done, in order.' })
  steps!: readonly PlannedStep[];

  @Field(() => DISRUPTION.byGraphQlName, { description: 'What clients would notice.' })
  disruption!: Disruption;

  @Field(() => [String], { description: 'Members whose database would restart, in order.' })
  restarts!: readonly string[];

  @Field(() => [String], { description: 'What to think of first.' })
  warnings!: readonly string[];
}
