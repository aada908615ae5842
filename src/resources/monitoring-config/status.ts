import type { Condition } from '../../kube/meta/index.js';
import { IntField, Shape } from '../declare/index.js';
import { ChangedByField, CreatedByField, type Author } from '../shared/author.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';

@Shape({ description: 'Whether databases can name this object, and how many do.' })
export class MonitoringConfigStatus {
  @ConditionsField('State in detail. `Ready`: databases can name this object.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;

  @IntField({ description: 'How many databases of its namespace name it.', optional: true, min: 0, max: 1_000_000 })
  usedBy?: number;

  @CreatedByField()
  createdBy?: Author;

  @ChangedByField()
  changedBy?: Author;
}
