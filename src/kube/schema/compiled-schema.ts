import type { SchemaNode } from './compile/schema-node.js';
import type { FieldError } from './field-error.js';
import type { StructuralSchema } from './structural-schema.js';

/** A schema that has been judged structural, with its patterns and CEL rules ready to run. */
export interface CompiledSchema {
  readonly schema: StructuralSchema;
  /** For {@link validate}; not for callers. */
  readonly node: SchemaNode;
}

export interface ValidateOptions {
  /** The stored object an update starts from. Its presence makes this an update: transition rules run, errors ratchet. */
  readonly old?: unknown;
  /**
   * Rules run on what is sound beside what is not, so that everything is told at once. An API server runs no rule before
   * the rest is mended.
   */
  readonly tellsAll?: boolean;
}

export interface ValidationResult {
  readonly errors: FieldError[];
  /** Rules broken by values this update did not touch: told, not refused. */
  readonly warnings: string[];
}
