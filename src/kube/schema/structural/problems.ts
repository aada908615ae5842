import type { Problem } from '../compile/report.js';

export const forbidden = (detail: string): Problem => ({ type: 'FieldValueForbidden', detail });
export const required = (detail: string): Problem => ({ type: 'FieldValueRequired', detail });
export const unsupported = (badValue: unknown, allowed: readonly string[]): Problem => ({
  type: 'FieldValueNotSupported',
  badValue,
  allowed,
  detail: `supported values: ${allowed.map((value) => JSON.stringify(value)).join(', ')}`,
});
