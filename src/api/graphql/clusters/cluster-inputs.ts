import { Field, InputType } from '@nestjs/graphql';
import {
  DatabaseClusterSpecInput,
  DatabaseClusterSpecPatch,
  DELETION_POLICY,
  type DeletionPolicy,
} from '../../../resources/database-cluster/index.js';
import { StringMap, StringMapPatch } from '../../../resources/declare/index.js';

const DRY_RUN = 'Judges the request and answers what it would change; nothing is stored.';
const IF_MATCH = '`etag` that was read: the write is refused if somebody else edited the intent since.';

@InputType({ description: 'A cluster to be made.' })
export class CreateClusterInput {
  @Field({ description: 'Namespace to make it in.' })
  namespace!: string;

  @Field({ description: 'Unique in the namespace, at most 40 characters; fixed at creation.' })
  name!: string;

  @Field(() => StringMap, { nullable: true, description: 'Labels, for selecting objects.' })
  labels?: Record<string, string> | null;

  @Field(() => StringMap, { nullable: true, description: 'Notes for people and tools.' })
  annotations?: Record<string, string> | null;

  @Field(() => DatabaseClusterSpecInput, { description: 'What is wanted.' })
  spec!: object;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'Changes of a cluster: what is absent stays, null resets.' })
export class UpdateClusterInput {
  @Field({ description: 'Its namespace.' })
  namespace!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => StringMapPatch, { nullable: true, description: 'Labels to set; null removes one.' })
  labels?: Record<string, string | null> | null;

  @Field(() => StringMapPatch, { nullable: true, description: 'Annotations to set; null removes one.' })
  annotations?: Record<string, string | null> | null;

  @Field(() => DatabaseClusterSpecPatch, { nullable: true, description: 'Fields to change.' })
  spec?: object | null;

  @Field(() => String, { nullable: true, description: IF_MATCH })
  ifMatch?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'A cluster to be deleted.' })
export class DeleteClusterInput {
  @Field({ description: 'Its namespace.' })
  namespace!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => DELETION_POLICY.byGraphQlName, {
    nullable: true,
    description: 'What becomes of the data, instead of what `spec.deletionPolicy` says.',
  })
  policy?: DeletionPolicy | null;

  @Field(() => String, { nullable: true, description: IF_MATCH })
  ifMatch?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}
