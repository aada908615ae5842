import type { ConditionStatus } from '../../kube/meta/index.js';
import { defineEnum, EnumField, IntField, ListField, Shape, StringField, TimeField } from '../declare/index.js';

export const CONDITION_STATUS = defineEnum('ConditionStatus', 'Whether a condition holds.', {
  True: 'It holds.',
  False: 'It does not hold.',
  Unknown: 'Nobody can tell now.',
});

/** metav1.Condition, with the bounds that Kubernetes gives it. */
@Shape({ name: 'Condition', description: 'One aspect of the state of an object, as last observed.' })
export class ConditionShape {
  @StringField({
    description: 'Which aspect, in CamelCase.',
    maxLength: 316,
    pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$',
    example: 'Ready',
  })
  type!: string;

  @EnumField(CONDITION_STATUS, { description: 'Whether it holds.' })
  status!: ConditionStatus;

  @StringField({
    description: 'Why, as one CamelCase word that programs may decide on.',
    minLength: 1,
    maxLength: 1024,
    pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$',
    example: 'AllMembersReady',
  })
  reason!: string;

  @StringField({ description: 'Why, as a sentence for people that says where to look next.', maxLength: 32_768 })
  message!: string;

  @TimeField({ description: 'When `status` last changed.' })
  lastTransitionTime!: string;

  @IntField({
    description: 'The `metadata.generation` that this was observed for; older than the present one means stale.',
    optional: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  })
  observedGeneration?: number;
}

export const ConditionsField = (description: string): PropertyDecorator =>
  ListField(() => ConditionShape, { description, optional: true, mapKeys: ['type'], maxItems: 32 });

export const ObservedGenerationField = (): PropertyDecorator =>
  IntField({
    description:
      'The `metadata.generation` that this status speaks of; older than the present one means that it is behind.',
    optional: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  });
