import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { OperationType } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { OperationWriter } from '../../../services/operations/operation-writer.js';
import { CurrentCaller } from '../../common/caller.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { orProblems } from '../writes/mendable-problems.js';
import { toJson } from '../writes/to-json.js';
import {
  StartClusterInput,
  StopClusterInput,
  RestartClusterInput,
  ScaleClusterHorizontallyInput,
  ScaleClusterVerticallyInput,
  ExpandClusterVolumesInput,
  ReconfigureClusterInput,
  UpgradeClusterInput,
  BackupClusterInput,
  RestoreClusterInput,
  SwitchoverClusterInput,
  RebuildClusterInstanceInput,
  ExposeClusterInput,
  RunCustomOperationInput,
  type OperationInput,
} from './operation-inputs.js';
import {
  StartClusterPayload,
  StopClusterPayload,
  RestartClusterPayload,
  ScaleClusterHorizontallyPayload,
  ScaleClusterVerticallyPayload,
  ExpandClusterVolumesPayload,
  ReconfigureClusterPayload,
  UpgradeClusterPayload,
  BackupClusterPayload,
  RestoreClusterPayload,
  SwitchoverClusterPayload,
  RebuildClusterInstancePayload,
  ExposeClusterPayload,
  RunCustomOperationPayload,
  type PlannedOperationPayload,
} from './operation-payloads.model.js';
import { submissionPayload } from './submission-payload.js';

const ASKED = 'What is asked for.';

/** One mutation for each type: every one makes an operation, which waits for its turn in the background. */
@Resolver()
export class OperationMutationsResolver {
  constructor(private readonly writer: OperationWriter) {}

  @Mutation(() => StartClusterPayload, { description: 'Brings the members of a stopped cluster back.' })
  startCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: StartClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Start', input);
  }

  @Mutation(() => StopClusterPayload, { description: 'Stops all members; the volumes stay.' })
  stopCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: StopClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Stop', input);
  }

  @Mutation(() => RestartClusterPayload, { description: 'Restarts members, one after the other.' })
  restartCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: RestartClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Restart', input);
  }

  @Mutation(() => ScaleClusterHorizontallyPayload, { description: 'Changes the number of members.' })
  scaleClusterHorizontally(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: ScaleClusterHorizontallyInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'HorizontalScaling', input);
  }

  @Mutation(() => ScaleClusterVerticallyPayload, { description: 'Changes CPU and memory of the members.' })
  scaleClusterVertically(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: ScaleClusterVerticallyInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'VerticalScaling', input);
  }

  @Mutation(() => ExpandClusterVolumesPayload, { description: 'Makes volumes larger.' })
  expandClusterVolumes(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: ExpandClusterVolumesInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'VolumeExpansion', input);
  }

  @Mutation(() => ReconfigureClusterPayload, { description: "Changes the engine's settings." })
  reconfigureCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: ReconfigureClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Reconfiguring', input);
  }

  @Mutation(() => UpgradeClusterPayload, { description: 'Moves the cluster to another version.' })
  upgradeCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: UpgradeClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Upgrade', input);
  }

  @Mutation(() => BackupClusterPayload, { description: 'Takes a backup, and follows it to its end.' })
  backupCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: BackupClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Backup', input);
  }

  @Mutation(() => RestoreClusterPayload, {
    description: 'Puts the cluster back to a backup or a moment, in place: what it holds now is replaced.',
  })
  restoreCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: RestoreClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Restore', input);
  }

  @Mutation(() => SwitchoverClusterPayload, { description: 'Hands the role of the primary to another member.' })
  switchoverCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: SwitchoverClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Switchover', input);
  }

  @Mutation(() => RebuildClusterInstancePayload, {
    description: 'Throws the data of one replica away and has it copied anew.',
  })
  rebuildClusterInstance(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: RebuildClusterInstanceInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'RebuildInstance', input);
  }

  @Mutation(() => ExposeClusterPayload, { description: 'Changes who can reach the database over the network.' })
  exposeCluster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: ExposeClusterInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Expose', input);
  }

  @Mutation(() => RunCustomOperationPayload, {
    description: 'Runs an operation that only the engine of the cluster has.',
  })
  runCustomOperation(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: ASKED }) input: RunCustomOperationInput,
  ): Promise<PlannedOperationPayload> {
    return this.submit(caller, 'Custom', input);
  }

  /** What is left of an input is the specification, with the parameters under their own name. */
  private submit(
    caller: Caller,
    type: OperationType,
    { namespace, name, idempotencyKey, dryRun, ...spec }: OperationInput,
  ): Promise<PlannedOperationPayload> {
    const body = toJson({ spec: { ...withoutNulls(spec), type } });
    const options = { dryRun, idempotencyKey: idempotencyKey ?? undefined, via: 'GraphQL' as const };
    const place = { namespace, cluster: name };
    const write = async (): Promise<PlannedOperationPayload> =>
      submissionPayload(await this.writer.create(caller, place, body, options));
    return orProblems(write, ['metadata', 'spec']);
  }
}
