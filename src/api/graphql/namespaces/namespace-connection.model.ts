import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Namespace } from '../../answers/namespace.js';
import { EdgeOf, MAX_PAGE } from '../pages/list-models.js';
import { PageInfo } from '../pages/page-info.model.js';

@ObjectType({ description: 'A namespace and its place in the list.' })
export class NamespaceEdge extends EdgeOf(Namespace, 'The namespace.') {}

@ObjectType({ description: 'A page of namespaces.' })
export class NamespaceConnection {
  @Field(() => [NamespaceEdge], { description: 'The namespaces of this page, by name.' })
  readonly edges!: readonly NamespaceEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfo;

  @Field({
    description:
      'There are more namespaces than rights are asked for at once: some may be missing. Narrow the list by `q`.',
  })
  readonly truncated!: boolean;
}

@ArgsType()
export class NamespaceArguments {
  @Field(() => Int, { defaultValue: 50, description: `Namespaces a page, 1 to ${MAX_PAGE}.` })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'A cursor of an earlier page.' })
  readonly after?: string | null;

  @Field(() => String, { nullable: true, description: 'Only names that begin so.' })
  readonly q?: string | null;
}
