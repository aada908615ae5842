import { BooleanField, ListField, Shape, StringField } from '../../resources/declare/index.js';

const NAME = { maxLength: 128 } as const;
const VALUE = { maxLength: 1024 } as const;

@Shape({ description: 'A setting of a cluster: what is wished for, and what is known of the rest.' })
export class ClusterParameter {
  @StringField({ description: "The engine's name for it.", ...NAME, example: 'max_connections' })
  name!: string;

  @StringField({
    description: '`proxy` for a setting of the proxy; absent for those of data members.',
    optional: true,
    maxLength: 63,
  })
  component?: string;

  @StringField({
    description: 'What the cluster asks for; null where it leaves that to the engine.',
    optional: true,
    nullable: true,
    ...VALUE,
    example: '200',
  })
  desired!: string | null;

  @StringField({
    description: 'What holds when nobody sets it; null where the catalogue does not say.',
    optional: true,
    nullable: true,
    ...VALUE,
    example: '100',
  })
  default!: string | null;

  @StringField({
    description: 'What the database goes by; null where nothing tells, see `reason`.',
    optional: true,
    nullable: true,
    ...VALUE,
  })
  inEffect!: string | null;

  @BooleanField({
    description: 'It takes a restart to come into effect; null where nothing tells, see `reason`.',
    optional: true,
    nullable: true,
  })
  pendingRestart!: boolean | null;

  @BooleanField({
    description: 'A change restarts members; null for a parameter that the catalogue does not list.',
    optional: true,
    nullable: true,
  })
  restart!: boolean | null;
}

@Shape({ description: 'The settings of a cluster.' })
export class ClusterConfig {
  @ListField(() => ClusterParameter, {
    description: 'Each that the engine lists for the version of the cluster, and each that the cluster sets; by name.',
    maxItems: 1024,
  })
  items!: readonly ClusterParameter[];

  @StringField({
    description: 'Why values are null that only the database knows.',
    maxLength: 1024,
    example: 'No operator reports it.',
  })
  reason!: string;
}
