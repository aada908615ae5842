import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../../resources/declare/index.js';
import {
  OPERATION_PHASE,
  OPERATION_TYPE,
  OpsRequest,
  type OperationPhase,
  type OperationType,
} from '../../../resources/ops-request/index.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf, PageArgumentsOf } from '../pages/list-models.js';

@InputType({ description: 'Which operations. Each list is an "or"; what is left out does not matter.' })
export class OperationFilter {
  @Field(() => [OPERATION_TYPE.byGraphQlName], { nullable: true, description: 'Types.' })
  type?: OperationType[] | null;

  @Field(() => [OPERATION_PHASE.byGraphQlName], { nullable: true, description: 'Phases.' })
  phase?: OperationPhase[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of clusters.' })
  cluster?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Users that asked for them.' })
  requestedBy?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of operations.' })
  name?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for after this moment.' })
  createdAfter?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for before this moment.' })
  createdBefore?: string | null;
}

@ObjectType({ description: 'An operation and its place in a list.' })
export class OpsRequestEdge extends EdgeOf(OpsRequest, 'The operation.') {}

@ObjectType({ description: 'A page of operations, the newest first.' })
export class OpsRequestConnection extends ConnectionOf(OpsRequestEdge, 'The operations of this page.') {}

@ArgsType()
export class OperationListArguments extends ListArgumentsOf(() => OperationFilter, { items: 'Operations' }) {}

@ArgsType()
export class OperationsOfClusterArguments extends PageArgumentsOf(() => OperationFilter, {
  items: 'Operations',
  which: 'Which; `cluster` is this one.',
  first: 20,
}) {}
