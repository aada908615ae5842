import { Field, ObjectType } from '@nestjs/graphql';
import { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { FieldChange } from '../clusters/cluster-payloads.model.js';
import { Problem, PROBLEMS } from '../writes/problem.model.js';

@ObjectType({ description: 'What a write changes of the intent: for a dry run, what it would.' })
export class MonitoringConfigPlan {
  @Field(() => [FieldChange], { description: 'Each field that differs.' })
  changes!: readonly FieldChange[];
}

@ObjectType({ isAbstract: true })
abstract class MonitoringPayload {
  @Field(() => MonitoringConfig, {
    nullable: true,
    description: 'The MonitoringConfig after the request; null when it was refused.',
  })
  monitoringConfig?: MonitoringConfig;

  @Field(() => [Problem], { description: PROBLEMS })
  problems!: readonly Problem[];
}

@ObjectType({ isAbstract: true })
abstract class PlannedMonitoringPayload extends MonitoringPayload {
  @Field(() => MonitoringConfigPlan, { nullable: true, description: 'What it changed; null when it was refused.' })
  plan?: MonitoringConfigPlan;
}

@ObjectType({ description: 'The outcome of `createMonitoringConfig`.' })
export class CreateMonitoringConfigPayload extends PlannedMonitoringPayload {}

@ObjectType({ description: 'The outcome of `updateMonitoringConfig`.' })
export class UpdateMonitoringConfigPayload extends PlannedMonitoringPayload {}

@ObjectType({ description: 'The outcome of `deleteMonitoringConfig`.' })
export class DeleteMonitoringConfigPayload extends MonitoringPayload {}
