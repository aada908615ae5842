import { formatFieldPath, type FieldError, type FieldErrorType } from './field-error.js';
import { describeValue } from './describe-value.js';

const HEADLINES: Readonly<Record<FieldErrorType, string>> = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTypeInvalid: 'Invalid value',
};

/** These say all there is to say without the value: it is missing, unwanted, or too long to print. */
const WITHOUT_VALUE: ReadonlySet<FieldErrorType> = new Set([
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
]);

/** `spec.size: Invalid value: 0: should be greater than or equal to 1`: a field error as Kubernetes words it. */
export function formatFieldError(error: FieldError): string {
  const body = formatFieldErrorBody(error);
  return error.path.length === 0 ? body : `${formatFieldPath(error.path)}: ${body}`;
}

/** Several as one sentence of a status. */
export function formatFieldErrors(errors: readonly FieldError[]): string {
  return errors.map(formatFieldError).join('; ').replace(/\.?$/, '.');
}

/** The same without the path: the `message` of a Status cause, whose `field` carries the path. */
export function formatFieldErrorBody({ type, detail, badValue, allowed }: FieldError): string {
  const value = badValue === undefined || WITHOUT_VALUE.has(type) ? '' : describeValue(badValue);
  const supported =
    type === 'FieldValueNotSupported' && allowed ? `supported values: ${allowed.map(describeValue).join(', ')}` : '';
  return [HEADLINES[type], value, supported || detail].filter((part) => part !== '').join(': ');
}
