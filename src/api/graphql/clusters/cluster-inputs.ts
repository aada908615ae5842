import { Field, InputType } from '@nestjs/graphql';
import {
  DatabaseClusterSpecInput,
  DatabaseClusterSpecPatch,
  DELETION_POLICY,
  type DeletionPolicy,
} from '../../../resources/database-cluster/index.js';
import { NewObject, ObjectChange, ObjectDeletion } from '../writes/intent-inputs.js';

@InputType({ description: 'A cluster to be made.' })
export class CreateClusterInput extends NewObject {
  @Field(() => DatabaseClusterSpecInput, { description: 'What is wanted.' })
  spec!: object;
}

@InputType({ description: 'Changes of a cluster: what is absent stays, null resets.' })
export class UpdateClusterInput extends ObjectChange {
  @Field(() => DatabaseClusterSpecPatch, { nullable: true, description: 'Fields to change.' })
  spec?: object | null;
}

@InputType({ description: 'A cluster to be deleted.' })
export class DeleteClusterInput extends ObjectDeletion {
  @Field(() => DELETION_POLICY.byGraphQlName, {
    nullable: true,
    description: 'What becomes of the data, instead of what `spec.deletionPolicy` says.',
  })
  policy?: DeletionPolicy | null;
}
