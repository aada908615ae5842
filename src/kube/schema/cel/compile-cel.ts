import { Budget, CALL_BUDGET } from './budget.js';
import { CelEvaluationError } from './cel-error.js';
import { DYN } from './cel-type.js';
import type { CelProgram } from './cel-program.js';
import { compileExpression } from './compile/expression.js';
import { fromJson, toJson } from './values/json-conversion.js';

/**
 * Compiles an expression over untyped variables: admission policies, match conditions. A variable that is given no value
 * is null. Not supported, and refused here: unsigned integers, `authorizer`, `semver`, `math.*`, `base64.*` and message
 * construction.
 * @throws CelCompileError naming what cannot be read or is not supported.
 */
export function compileCel(expression: string, variables: readonly string[]): CelProgram {
  const compiled = compileExpression(
    expression,
    variables.map((name) => ({ name, type: DYN })),
  );
  return {
    expression,
    evaluate: (given) => {
      const values = variables.map((name) => fromJson(Object.hasOwn(given, name) ? given[name] : null));
      const budget = new Budget(CALL_BUDGET);
      return withinStack(() => toJson(compiled.run(values, budget), budget));
    },
  };
}

/** Hostile values may be nested deeper than the stack when an expression walks all of them. */
export function withinStack<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new CelEvaluationError('value is nested too deeply', { cause: error });
    throw error;
  }
}
