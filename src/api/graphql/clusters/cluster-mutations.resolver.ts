import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterWriter, type ClusterWrite } from '../../../services/clusters/cluster-writer.js';
import { CurrentCaller } from '../../common/caller.js';
import { CreateClusterInput, DeleteClusterInput, UpdateClusterInput } from './cluster-inputs.js';
import { CreateClusterPayload, DeleteClusterPayload, UpdateClusterPayload } from './cluster-payloads.model.js';
import { viewOf } from '../view.js';
import { orProblems } from '../writes/mendable-problems.js';
import { toJson } from '../writes/to-json.js';

@Resolver()
export class ClusterMutationsResolver {
  constructor(private readonly writer: ClusterWriter) {}

  @Mutation(() => CreateClusterPayload, {
    description:
      'Asks for a database. It is made in the background: `status.phase` tells, `clusterChanged` as it happens.',
  })
  createCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The cluster to be made.' }) input: CreateClusterInput,
  ): Promise<CreateClusterPayload> {
    const { namespace, name, labels, annotations, spec, idempotencyKey, dryRun } = input;
    const body = toJson({ metadata: { name, labels, annotations }, spec });
    const options = { dryRun, idempotencyKey: idempotencyKey ?? undefined };
    return orProblems(async () => payloadOf(await this.writer.create(caller, namespace, body, options)));
  }

  @Mutation(() => UpdateClusterPayload, {
    description: 'Changes some of what is wanted, by the rules of a merge patch: absent keeps, null resets.',
  })
  updateCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The changes.' }) input: UpdateClusterInput,
  ): Promise<UpdateClusterPayload> {
    const { namespace, name, labels, annotations, spec, ifMatch, dryRun } = input;
    const body = toJson({ metadata: { labels, annotations }, spec });
    const conditions = { ifMatch: ifMatch ?? undefined, dryRun };
    return orProblems(async () => payloadOf(await this.writer.patch(caller, { namespace, name }, body, conditions)));
  }

  @Mutation(() => DeleteClusterPayload, {
    description: 'Deletes a database. Accepted again while it goes; read it until it is not found.',
  })
  deleteCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The cluster to be deleted.' }) input: DeleteClusterInput,
  ): Promise<DeleteClusterPayload> {
    const { namespace, name, policy, ifMatch, dryRun } = input;
    const conditions = { ifMatch: ifMatch ?? undefined, policy: policy ?? undefined, dryRun };
    return orProblems(async () => {
      const cluster = await this.writer.delete(caller, { namespace, name }, conditions);
      return { cluster: viewOf(cluster), problems: [] };
    });
  }
}

function payloadOf({ object, isReplay: _same, ...plan }: ClusterWrite): CreateClusterPayload & UpdateClusterPayload {
  return { cluster: viewOf(object), plan, problems: [] };
}
