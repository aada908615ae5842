/** A CEL expression over plain JSON, parsed and checked once. */
export interface CelProgram {
  readonly expression: string;
  /** Plain JSON in, plain JSON out. @throws CelEvaluationError when the expression fails or costs too much. */
  evaluate(variables: Readonly<Record<string, unknown>>): unknown;
}
