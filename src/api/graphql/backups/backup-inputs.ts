import { Field, InputType } from '@nestjs/graphql';
import { DatabaseBackupSpecInput } from '../../../resources/database-backup/index.js';
import { StringMap } from '../../../resources/declare/index.js';
import { IDEMPOTENCY_KEY, ObjectReference } from '../writes/intent-inputs.js';

const DRY_RUN = {
  defaultValue: false,
  description: 'Judges the request and answers what it would make or take away; nothing is stored.',
};

@InputType({ description: 'A backup to be taken, or one in a bucket to be described.' })
export class CreateBackupInput {
  @Field({ description: 'Namespace of the cluster.' })
  namespace!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unique in the namespace, at most 63 characters; one is made up when absent.',
  })
  name?: string | null;

  @Field(() => StringMap, { nullable: true, description: 'Labels, for selecting objects.' })
  labels?: Record<string, string> | null;

  @Field(() => StringMap, { nullable: true, description: 'Notes for people and tools.' })
  annotations?: Record<string, string> | null;

  @Field(() => DatabaseBackupSpecInput, { description: 'Of what, and where.' })
  spec!: object;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;

  @Field(() => Boolean, DRY_RUN)
  dryRun!: boolean;
}

@InputType({ description: 'A backup to be taken off the list.' })
export class DeleteBackupInput extends ObjectReference {
  @Field(() => Boolean, DRY_RUN)
  dryRun!: boolean;
}
