import type { FieldError } from './field-error.js';
import type { StructuralSchema } from './structural-schema.js';

/** Everything that keeps a schema from being registered as the root schema of a CustomResourceDefinition version. */
export function checkStructural(_schema: StructuralSchema): FieldError[] {
  throw new Error('checkStructural is being written');
}
