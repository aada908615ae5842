import { Args, Query, Resolver } from '@nestjs/graphql';
import { DatabaseEngine } from '../../../resources/database-engine/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { EngineCatalogue } from '../../../services/engines/engine-catalogue.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';

@Resolver(() => DatabaseEngine)
export class EngineResolver {
  constructor(private readonly catalogue: EngineCatalogue) {}

  @Query(() => [DatabaseEngine], {
    description:
      'The catalogue: every engine with its versions, parameters and limits, and whether its operator is there.',
  })
  async engines(@CurrentCaller() caller: Caller): Promise<DatabaseEngine[]> {
    return (await this.catalogue.list(caller)).map(present);
  }

  @Query(() => DatabaseEngine, {
    nullable: true,
    description: 'One engine. Null, with the error `not_found`, when there is none.',
  })
  async engine(
    @CurrentCaller() caller: Caller,
    @Args('name', { description: 'As in `spec.engine` of a cluster.' }) name: string,
  ): Promise<DatabaseEngine> {
    return present(await this.catalogue.get(caller, name));
  }
}
