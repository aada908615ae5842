import type { StructuralSchema } from '../../../kube/schema/index.js';
import { LABEL_SELECTOR_OPERATORS } from '../selection/label-selector.js';

/** Short forms for hand-written schemas: the description last, since every field has one worth reading or none. */

const described = (schema: StructuralSchema, description?: string): StructuralSchema =>
  description ? { ...schema, description } : schema;

export const text = (description?: string): StructuralSchema => described({ type: 'string' }, description);
export const integer = (description?: string): StructuralSchema => described({ type: 'integer' }, description);
export const flag = (description?: string): StructuralSchema => described({ type: 'boolean' }, description);
export const time = (description?: string): StructuralSchema =>
  described({ type: 'string', format: 'date-time' }, description);
export const intOrText = (description?: string): StructuralSchema =>
  described({ 'x-kubernetes-int-or-string': true }, description);

/** Fields that this server takes as they come. */
export const anything = (description?: string): StructuralSchema =>
  described({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, description);

export const listOf = (items: StructuralSchema, description?: string): StructuralSchema =>
  described({ type: 'array', items }, description);

export const mapOf = (values: StructuralSchema, description?: string): StructuralSchema =>
  described({ type: 'object', additionalProperties: values }, description);

/** Other fields than those named are taken as they come. */
export const object = (properties: Record<string, StructuralSchema>, description?: string): StructuralSchema =>
  described({ type: 'object', properties, 'x-kubernetes-preserve-unknown-fields': true }, description);

export const withRequired = (schema: StructuralSchema, ...required: string[]): StructuralSchema => ({
  ...schema,
  required,
});

export const choice = (values: readonly string[], description?: string): StructuralSchema =>
  described({ type: 'string', enum: [...values] }, description);

export const CONDITION: StructuralSchema = object({
  type: text('What is being judged.'),
  status: text('True, False or Unknown.'),
  reason: text('One word for machines.'),
  message: text('One sentence for people.'),
  lastTransitionTime: time('When the status last changed.'),
});

export const conditions: StructuralSchema = listOf(CONDITION, 'Judgements of the state, one per type.');

export const labelSelector = (description: string): StructuralSchema =>
  object(
    {
      matchLabels: mapOf(text(), 'Labels that must have exactly these values.'),
      matchExpressions: listOf(
        withRequired(
          object({ key: text(), operator: choice(LABEL_SELECTOR_OPERATORS), values: listOf(text()) }),
          'key',
          'operator',
        ),
      ),
    },
    description,
  );
