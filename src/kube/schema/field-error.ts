export type FieldErrorType =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid';

export type FieldPath = readonly (string | number)[];

/** One thing wrong with one field. Edges turn it into a Status cause, a problem's entry or a condition's sentence. */
export interface FieldError {
  path: FieldPath;
  type: FieldErrorType;
  /** What is wrong and what is allowed, without the path and without the value. */
  detail: string;
  /** The value that was refused, where it is safe to show (never one of a secret field). */
  badValue?: unknown;
  /** The values that would do, where they can be listed or named. */
  allowed?: readonly string[];
}

/** A key that would be misread between dots is written in brackets. */
const PLAIN_KEY = /^[\w$-]+$/;

/** `spec.config[0].value`, `metadata.labels[dbaas.io/cluster]`: the way Kubernetes writes a path. */
export function formatFieldPath(path: FieldPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number' || !PLAIN_KEY.test(step)) return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** `/spec/config/0/value`: RFC 6901. */
export function formatJsonPointer(path: FieldPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
