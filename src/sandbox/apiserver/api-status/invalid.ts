import { formatFieldError, formatFieldErrorBody, formatFieldPath } from '../../../kube/schema/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { StatusCause } from '../../../kube/meta/index.js';
import { ApiError } from './api-error.js';

/** One per field: an object can be wrong in a thousand places, an answer that lists them all helps nobody. */
const MAX_CAUSES = 100;

/** 422: the object is understood and refused. `details.kind` is the kind, not the plural. */
export function invalid(
  { group, kind }: { group: string; kind: string },
  name: string,
  errors: readonly FieldError[],
): ApiError {
  const shown = errors.slice(0, MAX_CAUSES);
  const texts = shown.map(formatFieldError);
  const problem = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const qualified = group === '' ? kind : `${kind}.${group}`;
  return new ApiError(422, 'Invalid', `${qualified} "${name}" is invalid: ${problem}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    ...(kind === '' ? {} : { kind }),
    causes: shown.map(toCause),
  });
}

/** 422 for the options of a request: they are an object of the meta group without a name. */
export function invalidOptions(kind: string, errors: readonly FieldError[]): ApiError {
  return invalid({ group: 'meta.k8s.io', kind }, '', errors);
}

function toCause(error: FieldError): StatusCause {
  return { reason: error.type, message: formatFieldErrorBody(error), field: formatFieldPath(error.path) };
}
