import { BooleanField, ListField, Shape, StringField, text } from '../../resources/declare/index.js';

const RESOURCE = { maxLength: 317 } as const;

@Shape({ description: 'A namespace whose clusters the caller may list.' })
export class Namespace {
  @StringField({ description: 'Its name.', maxLength: 63, example: 'team-a' })
  name!: string;

  @BooleanField({ description: 'It is being deleted, and takes nothing new.', example: false })
  terminating!: boolean;
}

@Shape({ description: 'One resource that a quota bounds.' })
export class QuotaUse {
  @StringField({ description: 'As Kubernetes calls it.', ...RESOURCE, example: 'requests.cpu' })
  resource!: string;

  @StringField({ description: 'How much there may be.', maxLength: 64, example: '20' })
  limit!: string;

  @StringField({
    description: 'How much there is; null until Kubernetes has counted.',
    optional: true,
    nullable: true,
    maxLength: 64,
    example: '4500m',
  })
  used!: string | null;
}

@Shape({ description: 'A ResourceQuota: what Kubernetes grants a namespace, whoever asks, and what is taken of it.' })
export class NamespaceQuota {
  @StringField({ description: 'Its name.', maxLength: 253, example: 'compute' })
  name!: string;

  @ListField(text({ maxLength: 1024 }), {
    description: 'Which pods it counts; all where it is empty.',
    maxItems: 64,
    example: ['NotTerminating'],
  })
  scopes!: readonly string[];

  @ListField(() => QuotaUse, { description: 'What it bounds.', maxItems: 256 })
  resources!: readonly QuotaUse[];
}
