import { Field, InputType } from '@nestjs/graphql';
import type { FieldOptions as GraphQlFieldOptions } from '@nestjs/graphql';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { FieldDeclaration, ShapeClass } from './field-declaration.js';
import { StringMap, StringMapPatch } from './graphql-scalars.js';
import { graphQlInputOptions, graphQlPatchOptions, graphQlTypeOf } from './graphql-types.js';
import type { GraphQlTypes } from './graphql-types.js';
import { apiPatchPropertyOf } from './openapi-property.js';
import { shapeOf } from './shape-registry.js';

/** A merge patch of `T`: absent keeps, null resets, lists are replaced whole. */
export type PatchOf<T> = { [K in keyof T]?: PatchValue<NonNullable<T[K]>> | null };

type PatchValue<V> = V extends readonly unknown[]
  ? V
  : V extends Record<string, string>
    ? Record<string, string | null>
    : V extends object
      ? PatchOf<V>
      : V;

type Constructor = new () => object;

const inputs = new Map<ShapeClass, Constructor>();
const patches = new Map<ShapeClass, Constructor>();

/**
 * The GraphQL input type `<Name>Input` of a shape and of all it holds. Call it when a module loads, not inside a type
 * function: types registered after Nest has begun to build its schema are not in it.
 */
export function inputOf<T extends object>(shape: ShapeClass<T>): new () => T {
  return memoize(inputs, shape, () => buildInput(shape)) as new () => T;
}

/** `<Name>Patch`: every field optional and nullable, all the way down; also the OpenAPI model of a merge patch. */
export function patchInputOf<T extends object>(shape: ShapeClass<T>): new () => PatchOf<T> {
  return memoize(patches, shape, () => buildPatch(shape));
}

function memoize(known: Map<ShapeClass, Constructor>, shape: ShapeClass, build: () => Constructor): Constructor {
  const built = known.get(shape) ?? build();
  known.set(shape, built);
  return built;
}

const inputTypes: GraphQlTypes = {
  map: StringMap,
  object: (shape) => inputOf(shape()),
  item: (shape) => inputOf(shape()),
};

const patchTypes: GraphQlTypes = {
  map: StringMapPatch,
  object: (shape) => patchInputOf(shape()),
  item: (shape) => inputOf(shape()),
};

function buildInput(shape: ShapeClass): Constructor {
  const { name, description } = shapeOf(shape);
  return buildClass(shape, `${name}Input`, description, (prototype, field) =>
    declareField(prototype, field, inputTypes, graphQlInputOptions(field)),
  );
}

function buildPatch(shape: ShapeClass): Constructor {
  const { name, description } = shapeOf(shape);
  const text = `A merge patch. ${description}`;
  const patch = buildClass(shape, `${name}Patch`, text, (prototype, field) => {
    declareField(prototype, field, patchTypes, graphQlPatchOptions(field));
    ApiProperty(apiPatchPropertyOf(field, (nested) => patchInputOf(nested())))(prototype, field.name);
  });
  ApiSchema({ name: `${name}Patch`, description: text })(patch);
  return patch;
}

type DeclareField = (prototype: object, field: FieldDeclaration) => void;

function buildClass(shape: ShapeClass, name: string, description: string, declare: DeclareField): Constructor {
  const target = { [name]: class {} }[name]!;
  for (const field of shapeOf(shape).fields) declare(target.prototype, field);
  InputType(name, { description })(target);
  return target;
}

function declareField(
  prototype: object,
  field: FieldDeclaration,
  types: GraphQlTypes,
  options: GraphQlFieldOptions,
): void {
  const typeOf = graphQlTypeOf(field.type, types);
  // Registers nested types now rather than when Nest asks, which would be too late.
  typeOf();
  Field(typeOf, options)(prototype, field.name);
}
