import { isInt64 } from '../cel/values/int64.js';
import { jsonKind } from '../describe-value.js';
import type { StructuralSchema } from '../structural-schema.js';
import type { Problem } from './report.js';

type TypeName = NonNullable<StructuralSchema['type']>;

/** What Kubernetes has no room for is a number like others. */
const isInteger = (value: unknown): boolean => typeof value === 'number' && isInt64(value);

const ACCEPTS: Readonly<Record<TypeName, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: (value) => Array.isArray(value),
  string: (value) => typeof value === 'string',
  integer: isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
};

const isIntOrString = (value: unknown): boolean => typeof value === 'string' || isInteger(value);

/** Undefined where any type will do. */
export function typeCheck(schema: StructuralSchema): ((value: unknown) => boolean) | undefined {
  if (schema['x-kubernetes-int-or-string']) return isIntOrString;
  return schema.type && ACCEPTS[schema.type];
}

export function wrongType(schema: StructuralSchema, value: unknown): Problem {
  const wanted = schema['x-kubernetes-int-or-string'] ? 'integer or string' : (schema.type ?? 'any');
  const kind = jsonKind(value);
  return {
    type: 'FieldValueTypeInvalid',
    badValue: kind,
    detail: `must be of type ${wanted}: "${kind}"`,
    allowed: [wanted],
  };
}
