import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterCredentials } from '../../../services/clusters/cluster-credentials.js';
import { CurrentCaller, type GraphQlContext } from '../../common/caller.js';
import { answersSecret } from '../../common/secret-answers.js';
import { ClusterCredentialValues, ClusterUser } from './credentials.model.js';

/** Queries of their own, never fields of a cluster: nobody is to read secrets by listing. */
@Resolver()
export class CredentialsResolver {
  constructor(private readonly credentials: ClusterCredentials) {}

  @Query(() => [ClusterUser], { nullable: true, description: 'Users of a database; nothing secret.' })
  clusterUsers(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Namespace of the cluster.' }) namespace: string,
    @Args('name', { description: 'Name of the cluster.' }) name: string,
  ): Promise<ClusterUser[]> {
    return this.credentials.list(caller, { namespace, name });
  }

  @Query(() => ClusterCredentialValues, {
    nullable: true,
    description: 'What one user connects with. Needs the right to get `databaseclusters/credentials`, and is recorded.',
  })
  clusterCredentials(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Namespace of the cluster.' }) namespace: string,
    @Args('name', { description: 'Name of the cluster.' }) name: string,
    @Args('user', { description: 'Name of the user.' }) user: string,
    @Context() { req }: GraphQlContext,
  ): Promise<ClusterCredentialValues> {
    answersSecret(req);
    return this.credentials.get(caller, { namespace, name }, user);
  }
}
