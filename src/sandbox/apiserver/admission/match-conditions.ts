import { CelEvaluationError, compileCel } from '../../../kube/schema/index.js';
import type { CelProgram } from '../../../kube/schema/index.js';
import type { MatchCondition } from './configuration-types.js';

export interface CompiledCondition {
  readonly name: string;
  readonly program: CelProgram;
}

export function compileConditions(
  conditions: readonly MatchCondition[] | undefined,
  variables: readonly string[],
): readonly CompiledCondition[] {
  return (conditions ?? []).map(({ name, expression }) => ({ name, program: compileCel(expression, variables) }));
}

/** Whether all conditions hold, or the sentence that says which of them could not be judged. */
export type ConditionOutcome = boolean | { readonly failure: string };

/** One that is false decides, even when others fail: then nobody would have been asked anyway. */
export function judgeConditions(
  conditions: readonly CompiledCondition[],
  variables: Readonly<Record<string, unknown>>,
): ConditionOutcome {
  const outcomes = conditions.map((condition) => judge(condition, variables));
  if (outcomes.includes(false)) return false;
  return outcomes.find((outcome) => typeof outcome === 'object') ?? true;
}

function judge({ name, program }: CompiledCondition, variables: Readonly<Record<string, unknown>>): ConditionOutcome {
  try {
    const result = program.evaluate(variables);
    return typeof result === 'boolean' ? result : { failure: `match condition "${name}" is neither true nor false` };
  } catch (error) {
    if (error instanceof CelEvaluationError) return { failure: `match condition "${name}": ${error.message}` };
    throw error;
  }
}
