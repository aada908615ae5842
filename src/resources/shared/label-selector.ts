import { defineEnum, EnumField, ListField, MapField, Shape, StringField, text } from '../declare/index.js';

export type LabelSelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

export const LABEL_SELECTOR_OPERATOR = defineEnum('LabelSelectorOperator', 'How a label is compared with `values`.', {
  In: 'The label has one of the values.',
  NotIn: 'The label has none of the values, or is absent.',
  Exists: 'The label is present, whatever its value.',
  DoesNotExist: 'The label is absent.',
});

export const LABEL_KEY = { minLength: 1, maxLength: 317 } as const;
export const LABEL_VALUE = { maxLength: 63 } as const;
export const LABEL_MAP = { maxProperties: 32, maxKeyLength: 317, maxValueLength: 63 } as const;

/** metav1.LabelSelectorRequirement. */
@Shape({ description: 'One condition on one label.' })
export class LabelSelectorRequirement {
  @StringField({ description: 'The label.', ...LABEL_KEY, example: 'app.kubernetes.io/name' })
  key!: string;

  @EnumField(LABEL_SELECTOR_OPERATOR, { description: 'How it is compared.' })
  operator!: LabelSelectorOperator;

  @ListField(text(LABEL_VALUE), {
    description: 'Only with In and NotIn, and then a must.',
    optional: true,
    maxItems: 32,
  })
  values?: string[];
}

/** metav1.LabelSelector. */
@Shape({ description: 'Chooses objects by their labels; all that is said must hold.' })
export class LabelSelector {
  @MapField({ description: 'Labels that must have exactly these values.', optional: true, ...LABEL_MAP })
  matchLabels?: Record<string, string>;

  @ListField(() => LabelSelectorRequirement, { description: 'Further conditions.', optional: true, maxItems: 16 })
  matchExpressions?: LabelSelectorRequirement[];
}
