import { Args, Query, Resolver } from '@nestjs/graphql';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { OPERATION_LIST } from '../../../services/operations/operation-list.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryOf } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { OperationListArguments, OpsRequestConnection } from './operation-connection.model.js';

@Resolver()
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

  @Query(() => OpsRequestConnection, { description: 'Operations that the caller may list.' })
  operations(@CurrentCaller() caller: Caller, @Args() args: OperationListArguments): Promise<Connection<OpsRequest>> {
    return connectionOf((query) => this.reader.list(caller, query), queryOf(OPERATION_LIST, args));
  }
}
