/** The expression can never run: a syntax error, an unknown variable, field or function, or types that do not fit. */
export class CelCompileError extends Error {
  override readonly name = 'CelCompileError';
}

/** The expression failed on these values: a missing key, a division by zero, no overload for the types met. */
export class CelEvaluationError extends Error {
  override readonly name: string = 'CelEvaluationError';
}

/** The expression was stopped. Unlike other failures it is not absorbed by `||`, `&&` or `exists`. */
export class CelBudgetError extends CelEvaluationError {
  override readonly name = 'CelBudgetError';
}
