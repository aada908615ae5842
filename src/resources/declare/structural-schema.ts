import type { StructuralSchema, ValidationRule } from '../../kube/schema/index.js';
import { describeField } from './description.js';
import type {
  FieldDeclaration,
  FieldType,
  ItemType,
  ListType,
  MapType,
  NumericType,
  ScalarType,
  ShapeClass,
} from './field-declaration.js';
import { shapeOf } from './shape-registry.js';
import { fieldRules, mapRules, POSITIVE_QUANTITY, shapeRules } from './validation-rules.js';

const MAX_INT32 = 2_147_483_647;
const MAX_QUANTITY_LENGTH = 32;

/** The OpenAPI v3 structural schema of a shape, nested shapes included, as a CustomResourceDefinition carries it. */
export function structuralSchemaOf(shape: ShapeClass): StructuralSchema {
  const { description, fields, rules } = shapeOf(shape);
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    description,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchemaOf(field)])),
    ...validations([...shapeRules(fields), ...rules]),
  };
}

export function fieldSchemaOf(field: FieldDeclaration): StructuralSchema {
  const schema = typeSchemaOf(field.type);
  return {
    ...schema,
    description: describeField(field),
    ...(field.nullable && { nullable: true }),
    ...(field.default !== undefined && { default: field.default }),
    ...(field.example !== undefined && { example: field.example }),
    ...validations([...(schema['x-kubernetes-validations'] ?? []), ...fieldRules(field), ...field.rules]),
  };
}

function typeSchemaOf(type: FieldType): StructuralSchema {
  if (type.kind === 'object') return structuralSchemaOf(type.shape());
  if (type.kind === 'list') return listSchemaOf(type);
  if (type.kind === 'map') return { ...mapSchemaOf(type), ...validations(mapRules(type)) };
  return { ...scalarSchemaOf(type), ...validations(type.kind === 'quantity' ? [POSITIVE_QUANTITY] : []) };
}

function listSchemaOf({ items, maxItems, minItems, mapKeys, set, itemRules = [] }: ListType): StructuralSchema {
  const item = typeSchemaOf(items);
  const rules = [...(item['x-kubernetes-validations'] ?? []), ...itemRules];
  return {
    type: 'array',
    ...(minItems !== undefined && { minItems }),
    maxItems,
    items: { ...item, ...validations(rules) },
    'x-kubernetes-list-type': listType(mapKeys, set),
    ...(mapKeys && { 'x-kubernetes-list-map-keys': [...mapKeys] }),
  };
}

function listType(mapKeys: readonly string[] | undefined, set: boolean | undefined): 'map' | 'set' | 'atomic' {
  if (mapKeys) return 'map';
  return set ? 'set' : 'atomic';
}

/** Without rules: also what OpenAPI says of a map. */
export function mapSchemaOf({ maxProperties, maxValueLength }: MapType): StructuralSchema {
  return { type: 'object', maxProperties, additionalProperties: { type: 'string', maxLength: maxValueLength } };
}

/** Without rules: also what OpenAPI says of a scalar. */
export function scalarSchemaOf(type: ScalarType): StructuralSchema {
  switch (type.kind) {
    case 'string': {
      const { kind: _, ...bounds } = type;
      return { type: 'string', ...definedOnly(bounds) };
    }
    case 'enum':
      return { type: 'string', enum: [...type.enumeration.values] };
    case 'integer':
      return { type: 'integer', format: integerFormat(type), minimum: type.min, maximum: type.max };
    case 'number':
      return { type: 'number', format: 'double', minimum: type.min, maximum: type.max };
    case 'quantity':
      return { type: 'string', minLength: 1, maxLength: MAX_QUANTITY_LENGTH };
    case 'time':
      return { type: 'string', format: 'date-time' };
    case 'boolean':
      return { type: 'boolean' };
    case 'json':
      return { 'x-kubernetes-preserve-unknown-fields': true };
  }
}

export const isScalar = (type: ItemType): type is ScalarType => type.kind !== 'object';

const integerFormat = ({ min, max }: NumericType): string => (min < -MAX_INT32 || max > MAX_INT32 ? 'int64' : 'int32');

function definedOnly<T extends object>(bounds: T): T {
  return Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)) as T;
}

function validations(rules: readonly ValidationRule[]): Pick<StructuralSchema, 'x-kubernetes-validations'> {
  return rules.length > 0 ? { 'x-kubernetes-validations': [...rules] } : {};
}
