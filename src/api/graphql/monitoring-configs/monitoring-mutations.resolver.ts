import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { MonitoringWriter } from '../../../services/monitoring-configs/monitoring-writer.js';
import type { ObjectWrite } from '../../../services/writing/object-writer.js';
import type { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { viewOf } from '../view.js';
import { orProblems } from '../writes/mendable-problems.js';
import { toJson } from '../writes/to-json.js';
import {
  CreateMonitoringConfigInput,
  DeleteMonitoringConfigInput,
  UpdateMonitoringConfigInput,
} from './monitoring-inputs.js';
import {
  CreateMonitoringConfigPayload,
  DeleteMonitoringConfigPayload,
  UpdateMonitoringConfigPayload,
} from './monitoring-payloads.model.js';

@Resolver()
export class MonitoringMutationsResolver {
  constructor(private readonly writer: MonitoringWriter) {}

  @Mutation(() => CreateMonitoringConfigPayload, {
    description: 'Says how metrics are collected; databases then name it in `spec.monitoring.configRef`.',
  })
  createMonitoringConfig(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The MonitoringConfig to be made.' }) input: CreateMonitoringConfigInput,
  ): Promise<CreateMonitoringConfigPayload> {
    const { namespace, name, labels, annotations, spec, dryRun, idempotencyKey } = input;
    const body = toJson({ metadata: { name, labels, annotations }, spec });
    const options = { dryRun, idempotencyKey: idempotencyKey ?? undefined };
    return orProblems(async () => payloadOf(await this.writer.create(caller, namespace, body, options)));
  }

  @Mutation(() => UpdateMonitoringConfigPayload, {
    description: 'Changes some of it, by the rules of a merge patch, for every database that names it.',
  })
  updateMonitoringConfig(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The changes.' }) input: UpdateMonitoringConfigInput,
  ): Promise<UpdateMonitoringConfigPayload> {
    const { namespace, name, labels, annotations, spec, ifMatch, dryRun } = input;
    const body = toJson({ metadata: { labels, annotations }, spec });
    const conditions = { ifMatch: ifMatch ?? undefined, dryRun };
    return orProblems(async () => payloadOf(await this.writer.patch(caller, { namespace, name }, body, conditions)));
  }

  @Mutation(() => DeleteMonitoringConfigPayload, {
    description: 'Deletes a MonitoringConfig; refused while a database names it.',
  })
  deleteMonitoringConfig(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The MonitoringConfig to be deleted.' }) input: DeleteMonitoringConfigInput,
  ): Promise<DeleteMonitoringConfigPayload> {
    const { namespace, name, ifMatch, dryRun } = input;
    const conditions = { ifMatch: ifMatch ?? undefined, dryRun };
    return orProblems(async () => {
      const { object } = await this.writer.delete(caller, { namespace, name }, conditions);
      return { monitoringConfig: viewOf(object), problems: [] };
    });
  }
}

function payloadOf({ object, isReplay: _same, ...plan }: ObjectWrite<MonitoringConfig>): CreateMonitoringConfigPayload {
  return { monitoringConfig: viewOf(object), plan, problems: [] };
}
