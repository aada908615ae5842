import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DatabaseEngine } from '../../../resources/database-engine/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { ENGINE_LIST } from '../../../services/engines/engine-list.js';
import { EngineCatalogue } from '../../../services/engines/engine-catalogue.js';
import { OperationCapabilities } from '../../../services/operations/operation-capabilities.js';
import { CurrentCaller } from '../../common/caller.js';
import { OperationCapability } from '../operations/operation-capability.model.js';
import { queryOf } from '../pages/connection-of.js';
import { MAX_PAGE } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { EngineListArguments } from './engine-list.model.js';

@Resolver(() => DatabaseEngine)
export class EngineResolver {
  constructor(
    private readonly catalogue: EngineCatalogue,
    private readonly capabilities: OperationCapabilities,
  ) {}

  @Query(() => [DatabaseEngine], {
    description:
      'The catalogue: every engine with its versions, parameters and limits, and whether its operator is there.',
  })
  async engines(@CurrentCaller() caller: Caller, @Args() args: EngineListArguments): Promise<DatabaseEngine[]> {
    const { items } = await this.catalogue.list(caller, queryOf(ENGINE_LIST, { ...args, first: MAX_PAGE }));
    return items.map(viewOf);
  }

  @Query(() => DatabaseEngine, {
    nullable: true,
    description: 'One engine. Null, with the error `not_found`, when there is none.',
  })
  async engine(
    @CurrentCaller() caller: Caller,
    @Args('name', { description: 'As in `spec.engine` of a cluster.' }) name: string,
  ): Promise<DatabaseEngine> {
    return viewOf(await this.catalogue.get(caller, name));
  }

  @ResolveField(() => [OperationCapability], {
    description: 'Each type of operation: whether databases of the engine can have it, and why not.',
  })
  operations(@Parent() engine: DatabaseEngine): OperationCapability[] {
    return this.capabilities.ofEngine(engine);
  }
}
