import type { CelKind } from '../cel-type.js';

/** A value inside an expression: integers are bigint, doubles number; anything richer is an object that knows its kind. */
export type CelValue = null | boolean | bigint | number | string | Uint8Array | CelList | CelObject;

export type CelList = readonly CelValue[];

export interface CelObject {
  readonly kind: Exclude<CelKind, 'dyn' | 'null' | 'bool' | 'int' | 'double' | 'string' | 'bytes' | 'list'>;
  /** Canonical: equal values have equal texts. Structures are compared part by part instead. */
  toString(): string;
}

const PRIMITIVES: Readonly<Record<string, CelKind>> = {
  string: 'string',
  bigint: 'int',
  number: 'double',
  boolean: 'bool',
};

export function kindOf(value: CelValue): CelKind {
  const primitive = PRIMITIVES[typeof value];
  if (primitive) return primitive;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return value instanceof Uint8Array ? 'bytes' : (value as CelObject).kind;
}
