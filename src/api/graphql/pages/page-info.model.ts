import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field({ description: 'More follow after `endCursor`.' })
  hasNextPage!: boolean;

  @Field({ description: 'The page was asked for by a cursor, and so has something before it.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item: `after` for the next page. Never expires.',
  })
  endCursor!: string | null;
}
