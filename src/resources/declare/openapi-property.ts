import type { ApiPropertyOptions } from '@nestjs/swagger';
import { describeField } from './description.js';
import type { FieldDeclaration, FieldType, ListType, ShapeReference } from './field-declaration.js';
import { isScalar, mapSchemaOf, scalarSchemaOf } from './structural-schema.js';

/** What `@ApiProperty` is told of a field; nested shapes are referenced by name. */
export function apiPropertyOf(field: FieldDeclaration): ApiPropertyOptions {
  return {
    ...typeOptions(field.type, (shape) => shape()),
    description: describeField(field),
    required: field.required,
    nullable: field.nullable,
    default: field.default,
    example: field.example,
  };
}

/** The same field in a merge patch: never required, never defaulted, and null resets it. */
export function apiPatchPropertyOf(
  field: FieldDeclaration,
  patchOf: (shape: ShapeReference) => object,
): ApiPropertyOptions {
  return {
    ...typeOptions(field.type, patchOf),
    description: `${describeField(field)} Absent keeps it, null resets it.`,
    required: false,
    nullable: true,
    example: field.example,
  };
}

function typeOptions(type: FieldType, resolve: (shape: ShapeReference) => object): object {
  // Swagger calls a function named `type` late, so classes may stand in any order.
  if (type.kind === 'object') return { type: () => resolve(type.shape) };
  if (type.kind === 'list') return listOptions(type);
  if (type.kind === 'json') return { oneOf: ANY_JSON };
  return type.kind === 'map' ? mapSchemaOf(type) : scalarSchemaOf(type);
}

/** A patch replaces a list whole, so its items are those of the plain shape. */
function listOptions({ items, maxItems, minItems }: ListType): object {
  const bounds = { minItems, maxItems };
  if (isScalar(items)) return { type: 'array', items: scalarSchemaOf(items), ...bounds };
  return { type: () => items.shape(), isArray: true, ...bounds };
}

/** Whatever JSON can say. */
export const ANY_JSON = (['string', 'number', 'boolean', 'object', 'array'] as const).map((type) => ({
  type,
  ...(type === 'array' && { items: {} }),
}));
