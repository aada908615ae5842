import type { Enumeration } from './enumeration.js';
import type { EnumType, NumericType, StringType } from './field-declaration.js';

/** Scalar items of a list: `@ListField(text({ maxLength: 63 }), ...)`. */
export const text = (bounds: Omit<StringType, 'kind'>): StringType => ({ kind: 'string', ...bounds });

export const integer = (bounds: Omit<NumericType, 'kind'>): NumericType => ({ kind: 'integer', ...bounds });

export const oneOf = (enumeration: Enumeration): EnumType => ({ kind: 'enum', enumeration });
