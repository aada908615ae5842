import { CelCompileError, compileCel } from '../../../kube/schema/index.js';
import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import type { MatchCondition } from './configuration-types.js';

/** Whether an expression can ever run. */
export function checkExpression(
  expression: string | undefined,
  variables: readonly string[],
  path: FieldPath,
): FieldError[] {
  if (!expression) return [];
  try {
    compileCel(expression, variables);
    return [];
  } catch (error) {
    if (!(error instanceof CelCompileError)) throw error;
    return [{ path, type: 'FieldValueInvalid', detail: `compilation failed: ${error.message}`, badValue: expression }];
  }
}

export function checkConditions(
  conditions: readonly MatchCondition[] | undefined,
  variables: readonly string[],
  path: FieldPath,
): FieldError[] {
  return (conditions ?? []).flatMap(({ expression }, index) =>
    checkExpression(expression, variables, [...path, index, 'expression']),
  );
}
