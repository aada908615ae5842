import { EngineOperatorStatus } from '../../resources/database-engine/index.js';
import { ListField, ObjectField, Shape, StringField, text } from '../../resources/declare/index.js';

const VERSION = { maxLength: 128 } as const;

@Shape({ description: 'An engine, and what runs its databases.' })
export class EngineInUse {
  @StringField({ description: 'As in `spec.engine` of a cluster.', maxLength: 63, example: 'postgresql' })
  name!: string;

  @ObjectField(() => EngineOperatorStatus, {
    description: 'Its operator, as found; absent until it was looked for.',
    optional: true,
  })
  operator?: EngineOperatorStatus;
}

@Shape({ description: 'What runs here.' })
export class Versions {
  @StringField({ description: 'Of this service.', ...VERSION, example: '0.1.0' })
  version!: string;

  @StringField({
    description: 'Of the Kubernetes API server; null while it does not answer.',
    optional: true,
    nullable: true,
    ...VERSION,
    example: 'v1.35.1',
  })
  kubernetes!: string | null;

  @ListField(text(VERSION), { description: 'Of the REST API, as in its paths.', maxItems: 16, example: ['v1'] })
  apiVersions!: readonly string[];

  @ListField(text(VERSION), {
    description: 'Of the custom resources.',
    maxItems: 16,
    example: ['dbaas.io/v1alpha1'],
  })
  resourceVersions!: readonly string[];

  @ListField(() => EngineInUse, {
    description: 'Engines and their operators; null for who may not list engines.',
    optional: true,
    nullable: true,
    maxItems: 500,
  })
  engines!: readonly EngineInUse[] | null;
}
