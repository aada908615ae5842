import { Field, ObjectType } from '@nestjs/graphql';
import { EngineCustomOperation } from '../../../resources/database-engine/index.js';
import { Json } from '../../../resources/declare/index.js';
import {
  DISRUPTION,
  OPERATION_TYPE,
  type Disruption,
  type OperationType,
} from '../../../resources/ops-request/index.js';

@ObjectType({
  description: 'A type of operation, as one cluster can have it now, or as those of an engine can have it at all.',
})
export class OperationCapability {
  @Field(() => OPERATION_TYPE.byGraphQlName, { description: 'Type of operation.' })
  type!: OperationType;

  @Field({ description: 'It could be asked for: of the cluster now, of an engine at all.' })
  available!: boolean;

  @Field(() => String, { nullable: true, description: 'Why not, and what to do.' })
  reason?: string;

  @Field(() => DISRUPTION.byGraphQlName, {
    nullable: true,
    description:
      'What clients would notice; null when that depends on the parameters, or of an engine on the database.',
  })
  disruption?: Disruption;

  @Field(() => Json, { nullable: true, description: 'Schema of its parameters; null for a type without any.' })
  parameters?: unknown;

  @Field(() => [EngineCustomOperation], { nullable: true, description: 'Of type Custom: what the engine has.' })
  customOperations?: readonly EngineCustomOperation[];
}
