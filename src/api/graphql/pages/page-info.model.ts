import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field({ description: 'Something comes behind this page.' })
  readonly hasNextPage!: boolean;

  @Field({ description: 'Something comes before this page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first item: `before` for the page before. Null on an empty page.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item: `after` for the next page. Never expires.',
  })
  readonly endCursor!: string | null;
}
