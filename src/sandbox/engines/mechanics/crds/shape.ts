import type { StructuralSchema } from '../../../../kube/schema/index.js';

/** Short words for schemas, so that a kind reads as a list of its fields. */

type Fields = Record<string, StructuralSchema>;
type More = Omit<StructuralSchema, 'type' | 'properties' | 'items'>;

export const text = (description: string, more: More = {}): StructuralSchema => ({
  type: 'string',
  description,
  ...more,
});
export const oneOf = (description: string, values: readonly string[], more: More = {}): StructuralSchema =>
  text(description, { enum: [...values], ...more });
export const integer = (description: string, more: More = {}): StructuralSchema => ({
  type: 'integer',
  description,
  ...more,
});
export const flag = (description: string, more: More = {}): StructuralSchema => ({
  type: 'boolean',
  description,
  ...more,
});

/** Exactly these fields; others are pruned. */
export const closed = (description: string, properties: Fields, more: More = {}): StructuralSchema => ({
  type: 'object',
  description,
  properties,
  ...more,
});

/** These fields, and whatever the operator's full definition has besides. */
export const open = (description: string, properties: Fields = {}, more: More = {}): StructuralSchema =>
  closed(description, properties, { 'x-kubernetes-preserve-unknown-fields': true, ...more });

export const list = (description: string, items: StructuralSchema, more: More = {}): StructuralSchema => ({
  type: 'array',
  description,
  items,
  ...more,
});

export const texts = (description: string): StructuralSchema => list(description, { type: 'string' });
export const textMap = (description: string): StructuralSchema => ({
  type: 'object',
  description,
  additionalProperties: { type: 'string' },
});

export const reference = (description: string): StructuralSchema =>
  closed(description, { name: text('Name, in the same namespace.') }, { required: ['name'] });

const amount: StructuralSchema = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};

export const resources = (description: string): StructuralSchema =>
  open(description, {
    requests: { type: 'object', description: 'What is set aside.', additionalProperties: amount },
    limits: { type: 'object', description: 'What may not be exceeded.', additionalProperties: amount },
  });
