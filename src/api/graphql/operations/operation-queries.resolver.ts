import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { placeOfOperation } from '../../../services/operations/operation-filter.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, countingOf, MAX_PAGE, pageQuery } from '../pages/connection-of.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { viewOf } from '../view.js';
import { OperationFilter, OpsRequestConnection } from './operation-connection.model.js';

const ALL_NAMESPACES = 'Only this namespace; every one that the caller may list when absent.';

@Resolver(() => OpsRequestConnection)
export class OperationQueriesResolver {
  constructor(private readonly reader: OperationReader) {}

  @Query(() => OpsRequest, {
    nullable: true,
    description: 'One operation. Null, with the error `not_found`, when there is none.',
  })
  async operation(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
  ): Promise<OpsRequest> {
    return viewOf(await this.reader.get(caller, { namespace, name }));
  }

  @Query(() => OpsRequestConnection, { description: 'Operations that the caller may list, the newest first.' })
  async operations(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { type: () => String, nullable: true, description: ALL_NAMESPACES }) namespace?: string | null,
    @Args('first', { type: () => Int, defaultValue: 50, description: `Operations a page, 1 to ${MAX_PAGE}.` })
    first = 50,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of an earlier page.' })
    after?: string | null,
    @Args('filter', { type: () => OperationFilter, nullable: true, description: 'Which of them.' })
    filter?: OperationFilter | null,
  ): Promise<OpsRequestConnection> {
    const query = { ...withoutNulls(filter), ...pageQuery({ namespace, first, after }) };
    return connectionOf(await this.reader.list(caller, query), query, placeOfOperation);
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How many there are on all pages; counted only when asked for.',
  })
  async totalCount(
    @CurrentCaller() caller: Caller,
    @Parent() { query }: OpsRequestConnection,
  ): Promise<number | undefined> {
    return (await this.reader.list(caller, countingOf(query))).total;
  }
}
