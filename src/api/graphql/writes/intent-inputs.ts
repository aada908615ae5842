import { Field, InputType } from '@nestjs/graphql';
import { StringMap, StringMapPatch } from '../../../resources/declare/index.js';

/** What the inputs of every kind's writes have alike; the specification is the kind's own. */

@InputType({ isAbstract: true })
export abstract class ObjectReference {
  @Field({ description: 'Its namespace.' })
  namespace!: string;

  @Field({ description: 'Its name.' })
  name!: string;
}

export const IDEMPOTENCY_KEY = 'Made up for this request: sent again, it does nothing new and is answered the same.';
const DRY_RUN = {
  defaultValue: false,
  description: 'Judges the request and answers what it would change; nothing is stored.',
};
const IF_MATCH = '`etag` that was read: the write is refused if somebody else edited the intent since.';

@InputType({ isAbstract: true })
export abstract class NewObject {
  @Field({ description: 'Namespace to make it in.' })
  namespace!: string;

  @Field({ description: 'Unique in the namespace, at most 40 characters; fixed at creation.' })
  name!: string;

  @Field(() => StringMap, { nullable: true, description: 'Labels, for selecting objects.' })
  labels?: Record<string, string> | null;

  @Field(() => StringMap, { nullable: true, description: 'Notes for people and tools.' })
  annotations?: Record<string, string> | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;

  @Field(() => Boolean, DRY_RUN)
  dryRun!: boolean;
}

@InputType({ isAbstract: true })
export abstract class ObjectDeletion extends ObjectReference {
  @Field(() => String, { nullable: true, description: IF_MATCH })
  ifMatch?: string | null;

  @Field(() => Boolean, DRY_RUN)
  dryRun!: boolean;
}

@InputType({ isAbstract: true })
export abstract class ObjectChange extends ObjectReference {
  @Field(() => StringMapPatch, { nullable: true, description: 'Labels to set; null removes one.' })
  labels?: Record<string, string | null> | null;

  @Field(() => StringMapPatch, { nullable: true, description: 'Annotations to set; null removes one.' })
  annotations?: Record<string, string | null> | null;

  @Field(() => String, { nullable: true, description: IF_MATCH })
  ifMatch?: string | null;

  @Field(() => Boolean, DRY_RUN)
  dryRun!: boolean;
}
