import { Field } from '@nestjs/graphql';
import { ApiProperty } from '@nestjs/swagger';
import type { ValidationRule } from '../../kube/schema/index.js';
import type { Enumeration } from './enumeration.js';
import type {
  FieldDeclaration,
  FieldOptions,
  FieldType,
  ListType,
  MapType,
  NumericType,
  ScalarType,
  ShapeReference,
  StringType,
} from './field-declaration.js';
import { graphQlOutputOptions, graphQlTypeOf, outputTypes } from './graphql-types.js';
import { apiPropertyOf } from './openapi-property.js';
import { recordField } from './shape-registry.js';

/** Each decorator declares one field for the CRD, validation, OpenAPI and GraphQL at once. */

export function StringField(options: FieldOptions<string> & Omit<StringType, 'kind'>): PropertyDecorator {
  const { maxLength, minLength, pattern } = options;
  return declare({ kind: 'string', maxLength, minLength, pattern }, options);
}

export function EnumField<V extends string>(
  enumeration: Enumeration<V>,
  options: FieldOptions<NoInfer<V>>,
): PropertyDecorator {
  return declare({ kind: 'enum', enumeration }, options);
}

/** A bound above 2^31 - 1 makes it an int64 in the CRD and a Float in GraphQL, whose Int has 32 bits. */
export function IntField(options: FieldOptions<number> & Omit<NumericType, 'kind'>): PropertyDecorator {
  return declare({ kind: 'integer', min: options.min, max: options.max }, options);
}

export function NumberField(options: FieldOptions<number> & Omit<NumericType, 'kind'>): PropertyDecorator {
  return declare({ kind: 'number', min: options.min, max: options.max }, options);
}

export function BooleanField(options: FieldOptions<boolean>): PropertyDecorator {
  return declare({ kind: 'boolean' }, options);
}

/** A Kubernetes quantity above zero, as text; with `growOnly` it may never become less. */
export function QuantityField(options: FieldOptions<string> & { growOnly?: boolean }): PropertyDecorator {
  return declare({ kind: 'quantity' }, options, options.growOnly);
}

/** RFC 3339. */
export function TimeField(options: FieldOptions<string>): PropertyDecorator {
  return declare({ kind: 'time' }, options);
}

/** Any JSON value: before and after of a changed field, whatever its type. */
export function JsonField(options: FieldOptions<unknown>): PropertyDecorator {
  return declare({ kind: 'json' }, options);
}

export function MapField(options: FieldOptions<Record<string, string>> & Omit<MapType, 'kind'>): PropertyDecorator {
  const { maxProperties, maxKeyLength, maxValueLength } = options;
  return declare({ kind: 'map', maxProperties, maxKeyLength, maxValueLength }, options);
}

export function ObjectField(shape: ShapeReference, options: FieldOptions<object>): PropertyDecorator {
  return declare({ kind: 'object', shape }, options);
}

export type ListFieldOptions = FieldOptions<unknown[]> & Omit<ListType, 'kind' | 'items'>;

export function ListField(items: ShapeReference | ScalarType, options: ListFieldOptions): PropertyDecorator {
  const { maxItems, minItems, mapKeys, set, itemRules } = options;
  const item = typeof items === 'function' ? ({ kind: 'object', shape: items } as const) : items;
  return declare({ kind: 'list', items: item, maxItems, minItems, mapKeys, set, itemRules }, options);
}

function declare(type: FieldType, options: FieldOptions<unknown>, growOnly?: boolean): PropertyDecorator {
  return (prototype, key) => {
    const field = declarationOf(String(key), type, options, growOnly);
    recordField(prototype, field);
    Field(graphQlTypeOf(type, outputTypes), graphQlOutputOptions(field))(prototype, key);
    ApiProperty(apiPropertyOf(field))(prototype, key);
  };
}

function declarationOf(
  name: string,
  type: FieldType,
  options: FieldOptions<unknown>,
  growOnly: boolean | undefined,
): FieldDeclaration {
  const { description, example, immutable, nullable } = options;
  const rules: readonly ValidationRule[] = options.rules ?? [];
  const required = !options.optional && options.default === undefined;
  return { name, type, description, required, default: options.default, example, immutable, nullable, growOnly, rules };
}
