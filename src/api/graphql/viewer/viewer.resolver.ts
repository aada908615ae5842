import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { TokenFacts } from '../../../services/auth/authenticator.js';
import type { Caller } from '../../../services/auth/caller.js';
import { CallerPermissions } from '../../../services/auth/caller-permissions.js';
import { ResourcePermission, Viewer, viewerOf } from '../../answers/viewer.js';
import { CurrentCaller, CurrentToken } from '../../common/caller.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  constructor(private readonly permissionsOf: CallerPermissions) {}

  @Query(() => Viewer, { description: 'Who asks, and what they may do.' })
  viewer(@CurrentCaller() caller: Caller, @CurrentToken() token: TokenFacts): Viewer {
    return viewerOf(caller, token);
  }

  @ResolveField(() => [ResourcePermission], {
    description: 'What the caller may do with each resource, so that nobody is offered what would be refused.',
  })
  permissions(
    @CurrentCaller() caller: Caller,
    @Args('namespace', {
      type: () => String,
      nullable: true,
      description: 'In this namespace; in all of them when absent.',
    })
    namespace?: string | null,
  ): Promise<ResourcePermission[]> {
    return this.permissionsOf.of(caller, namespace ?? undefined);
  }
}
