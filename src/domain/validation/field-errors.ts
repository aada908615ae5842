import type { FieldError, FieldErrorType, FieldPath } from '../../kube/schema/index.js';

type Extras = Pick<FieldError, 'badValue' | 'allowed'>;

const make =
  (type: FieldErrorType) =>
  (path: FieldPath, detail: string, extras: Extras = {}): FieldError => ({ path, type, detail, ...extras });

export const invalid = make('FieldValueInvalid');
export const notSupported = make('FieldValueNotSupported');
export const forbidden = make('FieldValueForbidden');
export const duplicate = make('FieldValueDuplicate');
