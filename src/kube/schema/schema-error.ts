import { formatFieldError } from './field-error-format.js';
import type { FieldError } from './field-error.js';

/** The schema itself is wrong: not structural, or one of its CEL rules does not compile. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';

  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(formatFieldError).join('; '));
  }
}
