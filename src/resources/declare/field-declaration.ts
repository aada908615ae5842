import type { ValidationRule } from '../../kube/schema/index.js';
import type { Enumeration } from './enumeration.js';

/** A class whose fields are declared by decorators. */
export type ShapeClass<T extends object = object> = abstract new () => T;

/** Late, because two classes may stand in either order. */
export type ShapeReference<T extends object = object> = () => ShapeClass<T>;

export interface StringType {
  readonly kind: 'string';
  readonly maxLength: number;
  readonly minLength?: number;
  readonly pattern?: string;
}

export interface NumericType {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
}

export interface EnumType {
  readonly kind: 'enum';
  readonly enumeration: Enumeration;
}

/** Strings to strings: labels, annotations, selectors. */
export interface MapType {
  readonly kind: 'map';
  readonly maxProperties: number;
  readonly maxKeyLength: number;
  readonly maxValueLength: number;
}

export interface ObjectType {
  readonly kind: 'object';
  readonly shape: ShapeReference;
}

export type ScalarType =
  StringType | NumericType | EnumType | { readonly kind: 'boolean' | 'quantity' | 'time' | 'json' };

export type ItemType = ScalarType | ObjectType;

export interface ListType {
  readonly kind: 'list';
  readonly items: ItemType;
  readonly maxItems: number;
  readonly minItems?: number;
  /** The fields that identify an item: server-side apply merges by them. */
  readonly mapKeys?: readonly string[];
  readonly set?: boolean;
  readonly itemRules?: readonly ValidationRule[];
}

export type FieldType = ScalarType | MapType | ObjectType | ListType;

/** What every field says of itself, whatever its type. */
export interface FieldOptions<T> {
  /** What the field promises: meaning, unit, source. One or more whole sentences. */
  readonly description: string;
  readonly optional?: boolean;
  /** Filled in by the API server; makes the field optional for the writer and certain for the reader. */
  readonly default?: T;
  readonly example?: T;
  /** Fixed at creation; the text says why, or what to do instead. */
  readonly immutable?: string;
  /** `null` is a value of its own: known to be unknown. */
  readonly nullable?: boolean;
  /** CEL on this field; `self` is its value. */
  readonly rules?: readonly ValidationRule[];
}

/** One field, said once; every schema of the product is computed from it. */
export interface FieldDeclaration extends Omit<FieldOptions<unknown>, 'optional' | 'rules'> {
  readonly name: string;
  readonly type: FieldType;
  /** The writer must give it. */
  readonly required: boolean;
  /** A quantity that may not become less. */
  readonly growOnly?: boolean;
  readonly rules: readonly ValidationRule[];
}

/** Present in every stored object, given or defaulted. */
export const isAlwaysPresent = (field: FieldDeclaration): boolean => field.required || field.default !== undefined;
