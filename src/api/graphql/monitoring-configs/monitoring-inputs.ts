import { Field, InputType } from '@nestjs/graphql';
import { MonitoringConfigSpecInput, MonitoringConfigSpecPatch } from '../../../resources/monitoring-config/index.js';
import { NewObject, ObjectChange, ObjectDeletion } from '../writes/intent-inputs.js';

@InputType({ description: 'A MonitoringConfig to be made.' })
export class CreateMonitoringConfigInput extends NewObject {
  @Field(() => MonitoringConfigSpecInput, { description: 'How metrics are collected.' })
  spec!: object;
}

@InputType({ description: 'Changes of a MonitoringConfig: what is absent stays, null resets.' })
export class UpdateMonitoringConfigInput extends ObjectChange {
  @Field(() => MonitoringConfigSpecPatch, { nullable: true, description: 'Fields to change.' })
  spec?: object | null;
}

@InputType({ description: 'A MonitoringConfig to be deleted; refused while a database names it.' })
export class DeleteMonitoringConfigInput extends ObjectDeletion {}
