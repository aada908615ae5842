import type { FieldError, FieldPath } from '../../../../kube/schema/index.js';

/** The findings of the rules of built-in kinds, by what kind of finding each is. */
export const required = (path: FieldPath, detail = ''): FieldError => ({ path, type: 'FieldValueRequired', detail });

export const forbidden = (path: FieldPath, detail: string): FieldError => ({
  path,
  type: 'FieldValueForbidden',
  detail,
});

export const invalidValue = (path: FieldPath, detail: string, badValue?: unknown): FieldError => ({
  path,
  type: 'FieldValueInvalid',
  detail,
  ...(badValue === undefined ? {} : { badValue }),
});

export const duplicate = (path: FieldPath, badValue: unknown): FieldError => ({
  path,
  type: 'FieldValueDuplicate',
  badValue,
  detail: 'is there already',
});

export const notSupported = (path: FieldPath, badValue: unknown, allowed: readonly string[]): FieldError => ({
  path,
  type: 'FieldValueNotSupported',
  badValue,
  allowed: [...allowed],
  detail: 'is not supported',
});

export const immutable = (path: FieldPath, badValue?: unknown): FieldError =>
  invalidValue(path, 'field is immutable', badValue);
