import type { Expression } from '../cel/compile/expression.js';
import type { FieldPath } from '../field-error.js';
import type { StructuralSchema, ValidationRule } from '../structural-schema.js';

/** One entry of `x-kubernetes-validations`, ready to run. */
export interface CompiledRule {
  readonly rule: ValidationRule;
  readonly condition: Expression;
  readonly message: Expression | undefined;
  /** Transition rules run on updates only, and are never forgiven for what was already there. */
  readonly usesOldSelf: boolean;
  /** The field to blame, relative to the node of the rule. */
  readonly fieldPath: FieldPath;
  /** The schema as the rule sees it. */
  readonly schema: StructuralSchema;
}
