import type { Type } from '@nestjs/common';
import { ArgsType, Field } from '@nestjs/graphql';

/** What a subscription to the changes of a kind is narrowed by. */
export interface ChangeArguments<F> {
  readonly namespace?: string | null;
  readonly name?: string | null;
  readonly filter?: F | null;
}

/** `one` and `many` are the kind in words: `cluster`, `clusters`. */
export function ChangeArgumentsOf<F>(
  filterType: () => Type<F>,
  { one, many }: { readonly one: string; readonly many: string },
): Type<ChangeArguments<F>> {
  @ArgsType()
  class Arguments implements ChangeArguments<F> {
    @Field(() => String, {
      nullable: true,
      description: 'Only this namespace; every one that the caller may watch when absent.',
    })
    readonly namespace?: string | null;

    @Field(() => String, { nullable: true, description: `Only ${many} of this name.` })
    readonly name?: string | null;

    @Field(filterType, {
      nullable: true,
      description: `Which of them. A ${one} that no longer fits is told once more.`,
    })
    readonly filter?: F | null;
  }
  return Arguments;
}
