import { Field, ID, ObjectType } from '@nestjs/graphql';

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

  @Field(() => ID, { nullable: true, description: 'Id of the object that is in the way.' })
  related?: string;

  @Field(() => String, { nullable: true, description: 'The next step.' })
  hint?: string;
}

export const PROBLEMS = 'What the user can mend, all of it at once; empty when the write was done.';
