import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../../resources/declare/index.js';
import {
  OPERATION_PHASE,
  OPERATION_TYPE,
  OpsRequest,
  type OperationPhase,
  type OperationType,
} from '../../../resources/ops-request/index.js';
import type { OperationQuery } from '../../../services/operations/operation-reader.js';
import type { Connection, Edge } from '../pages/connection-of.js';
import { PageInfo } from '../pages/page-info.model.js';

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
export class OpsRequestEdge implements Edge<OpsRequest> {
  @Field({ description: 'Opaque; for `after`.' })
  cursor!: string;

  @Field(() => OpsRequest, { description: 'The operation.' })
  node!: OpsRequest;
}

@ObjectType({ description: 'A page of operations, the newest first.' })
export class OpsRequestConnection implements Connection<OpsRequest, OperationQuery> {
  @Field(() => [OpsRequestEdge], { description: 'The operations of this page.' })
  edges!: OpsRequestEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands.' })
  pageInfo!: PageInfo;

  readonly query!: OperationQuery;
}
