import { Float, Int } from '@nestjs/graphql';
import type { FieldOptions as GraphQlFieldOptions } from '@nestjs/graphql';
import type { GraphQLScalarType } from 'graphql';
import { describeField, describeFieldWithDefault } from './description.js';
import { isAlwaysPresent } from './field-declaration.js';
import type { FieldDeclaration, FieldType, NumericType, ShapeReference } from './field-declaration.js';
import { DateTime, Json, Quantity, StringMap } from './graphql-scalars.js';

const MAX_INT32 = 2_147_483_647;

/** Where output, input and patch types differ: what an object becomes, and what a map accepts. */
export interface GraphQlTypes {
  readonly map: GraphQLScalarType;
  object(shape: ShapeReference): object;
  /** A list is replaced whole, also by a patch: its items have a type of their own. */
  item(shape: ShapeReference): object;
}

export const outputTypes: GraphQlTypes = {
  map: StringMap,
  object: (shape) => shape(),
  item: (shape) => shape(),
};

/** The type function that `@Field` wants; classes are looked up only when it is called. */
export function graphQlTypeOf(type: FieldType, types: GraphQlTypes): () => object {
  if (type.kind === 'object') return () => types.object(type.shape);
  if (type.kind !== 'list') return () => scalarOf(type, types);
  const { items } = type;
  return () => [items.kind === 'object' ? types.item(items.shape) : scalarOf(items, types)];
}

type NotNested = Exclude<FieldType, { kind: 'object' | 'list' }>;

function scalarOf(type: NotNested, types: GraphQlTypes): object {
  switch (type.kind) {
    case 'enum':
      return type.enumeration.byGraphQlName;
    case 'integer':
      return fitsInt(type) ? Int : Float;
    case 'map':
      return types.map;
    default:
      return PLAIN_SCALARS[type.kind];
  }
}

const PLAIN_SCALARS = {
  string: String,
  boolean: Boolean,
  number: Float,
  quantity: Quantity,
  time: DateTime,
  json: Json,
};

const fitsInt = ({ min, max }: NumericType): boolean => min >= -MAX_INT32 && max <= MAX_INT32;

export function graphQlOutputOptions(field: FieldDeclaration): GraphQlFieldOptions {
  return { description: describeField(field), nullable: !isAlwaysPresent(field) || field.nullable === true };
}

export function graphQlInputOptions(field: FieldDeclaration): GraphQlFieldOptions {
  return { description: describeFieldWithDefault(field), nullable: !field.required };
}

export function graphQlPatchOptions(field: FieldDeclaration): GraphQlFieldOptions {
  return { description: `${describeFieldWithDefault(field)} Absent keeps it, null resets it.`, nullable: true };
}
