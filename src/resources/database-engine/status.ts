import type { Condition } from '../../kube/meta/index.js';
import { BooleanField, ListField, ObjectField, Shape, StringField, text } from '../declare/index.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';

@Shape({ description: 'The operator that runs databases of an engine.' })
export class EngineOperatorStatus {
  @StringField({ description: 'Its name.', maxLength: 253, example: 'cloudnative-pg' })
  name!: string;

  @BooleanField({ description: 'The API server serves its kinds.' })
  installed!: boolean;

  @StringField({
    description: 'Its version, by the image of its Deployment.',
    optional: true,
    maxLength: 128,
    example: '1.30.0',
  })
  version?: string;
}

const NAMES = text({ minLength: 1, maxLength: 63 });

@Shape({ description: 'What databases of an engine can do.' })
export class EngineCapabilities {
  @ListField(NAMES, { description: 'Values of `spec.proxy.type`.', set: true, maxItems: 16 })
  proxies!: string[];

  @ListField(NAMES, { description: 'Values of `spec.expose.type`.', set: true, maxItems: 16 })
  expose!: string[];

  @BooleanField({ description: 'The write-ahead log can have a volume of its own.' })
  walStorage!: boolean;

  @BooleanField({ description: 'Databases can be stopped and started.' })
  powerState!: boolean;
}

@Shape({ description: 'Whether databases of this engine can be made now.' })
export class DatabaseEngineStatus {
  @ObjectField(() => EngineOperatorStatus, { description: 'Its operator, as found.', optional: true })
  operator?: EngineOperatorStatus;

  @ObjectField(() => EngineCapabilities, { description: 'What its databases can do.', optional: true })
  capabilities?: EngineCapabilities;

  @ConditionsField('State in detail. `Ready`: databases of this engine can be made now.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;
}
