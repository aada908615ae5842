import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { NamespaceDirectory } from '../../../services/namespaces/namespace-directory.js';
import { NamespaceQuotas } from '../../../services/namespaces/namespace-quotas.js';
import { NamespaceQuota } from '../../answers/namespace.js';
import { CurrentCaller } from '../../common/caller.js';
import { checkedSize } from '../pages/connection-of.js';
import { NamespaceArguments, NamespaceConnection } from './namespace-connection.model.js';

@Resolver()
export class NamespacesResolver {
  constructor(
    private readonly directory: NamespaceDirectory,
    private readonly quotas: NamespaceQuotas,
  ) {}

  @Query(() => NamespaceConnection, {
    description: 'Namespaces whose clusters the caller may list, with clusters in them or not.',
  })
  async namespaces(
    @CurrentCaller() caller: Caller,
    @Args() { first, after, q }: NamespaceArguments,
  ): Promise<NamespaceConnection> {
    const query = { limit: checkedSize('first', first), cursor: after ?? undefined, q: q ?? undefined };
    const { items, cursorOf, hasNext, truncated } = await this.directory.list(caller, {
      ...query,
      cursorPointer: 'after',
    });
    const edges = items.map((node) => ({ cursor: cursorOf(node), node }));
    return {
      edges,
      pageInfo: {
        hasNextPage: hasNext,
        hasPreviousPage: query.cursor !== undefined,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      truncated,
    };
  }

  @Query(() => [NamespaceQuota], {
    nullable: true,
    description:
      'What Kubernetes grants a namespace, and what is taken of it. Needs the right to list `resourcequotas` there.',
  })
  namespaceQuotas(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'The namespace.' }) namespace: string,
  ): Promise<NamespaceQuota[]> {
    return this.quotas.of(caller, namespace);
  }
}
