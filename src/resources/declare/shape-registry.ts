import type { ResourceType } from '../../kube/meta/index.js';
import type { ValidationRule } from '../../kube/schema/index.js';
import type { FieldDeclaration, ShapeClass } from './field-declaration.js';

export interface ShapeOptions {
  readonly description: string;
  /** The name in GraphQL and OpenAPI; the class's own by default. */
  readonly name?: string;
  /** CEL across fields; `self` is the object. */
  readonly rules?: readonly ValidationRule[];
}

/** A column of `kubectl get`, as `additionalPrinterColumns` has it. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  /** `.spec.engine`. */
  readonly jsonPath: string;
  readonly description: string;
  /** Only with `-o wide`. */
  readonly wide?: boolean;
}

export interface KindOptions extends ShapeOptions {
  readonly type: ResourceType;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly columns: readonly PrinterColumn[];
  /** GraphQL offers its objects by a global id too, as nodes. */
  readonly globalId?: boolean;
  readonly scale?: { readonly specReplicasPath: string; readonly statusReplicasPath: string };
}

export interface ShapeDeclaration extends ShapeOptions {
  readonly name: string;
  readonly rules: readonly ValidationRule[];
  readonly fields: readonly FieldDeclaration[];
}

const fieldsByClass = new WeakMap<object, FieldDeclaration[]>();
const optionsByClass = new WeakMap<object, ShapeOptions>();
const kindsByClass = new WeakMap<object, KindOptions>();

export function recordField(prototype: object, field: FieldDeclaration): void {
  const owner = prototype.constructor;
  fieldsByClass.set(owner, [...(fieldsByClass.get(owner) ?? []), field]);
}

export function recordShape(shape: object, options: ShapeOptions): void {
  optionsByClass.set(shape, options);
}

export function recordKind(kind: object, options: KindOptions): void {
  kindsByClass.set(kind, options);
}

/** Everything declared on a class and on those it extends, theirs first. Throws for a class without `@Shape` or `@Kind`. */
export function shapeOf(shape: ShapeClass): ShapeDeclaration {
  const options = optionsByClass.get(shape);
  if (!options) throw new TypeError(`class ${shape.name} has no @Shape: nothing can be generated from it`);
  return { ...options, name: options.name ?? shape.name, rules: options.rules ?? [], fields: inheritedFields(shape) };
}

/** What `@Kind` said. Throws for a class without it. */
export function kindOf(kind: ShapeClass): KindOptions {
  const options = kindsByClass.get(kind);
  if (!options) throw new TypeError(`class ${kind.name} has no @Kind`);
  return options;
}

function inheritedFields(shape: object): readonly FieldDeclaration[] {
  const parent = Object.getPrototypeOf(shape) as object | null;
  return [...(parent ? inheritedFields(parent) : []), ...(fieldsByClass.get(shape) ?? [])];
}
