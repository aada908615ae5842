import { CelEvaluationError, compileCel } from '../../../kube/schema/index.js';
import type { CelProgram } from '../../../kube/schema/index.js';
import type { AdmissionPolicy, FailurePolicy, PolicyValidation } from './configuration-types.js';
import { compileConditions, judgeConditions } from './match-conditions.js';
import type { CompiledCondition } from './match-conditions.js';

/** What expressions of a policy may speak of; conditions do without `params` of a binding and without `variables`. */
export const CONDITION_VARIABLES = ['object', 'oldObject', 'request', 'params', 'namespaceObject'];
export const POLICY_VARIABLES = [...CONDITION_VARIABLES, 'variables'];

export type PolicyInput = Readonly<Record<'object' | 'oldObject' | 'request' | 'params' | 'namespaceObject', unknown>>;

/** Why a policy does not let a write pass. */
export interface Violation {
  readonly message: string;
  /** A Status reason; Invalid by default. */
  readonly reason?: string;
}

interface CompiledValidation {
  readonly validation: PolicyValidation;
  readonly program: CelProgram;
  readonly messageProgram?: CelProgram;
}

/** The expressions of a policy, compiled once. @throws CelCompileError: such a policy is never stored */
export class CompiledPolicy {
  private readonly failurePolicy: FailurePolicy;
  private readonly conditions: readonly CompiledCondition[];
  private readonly variables: readonly { name: string; program: CelProgram }[];
  private readonly validations: readonly CompiledValidation[];

  constructor({ spec }: AdmissionPolicy) {
    this.failurePolicy = spec.failurePolicy ?? 'Fail';
    this.conditions = compileConditions(spec.matchConditions, CONDITION_VARIABLES);
    this.variables = (spec.variables ?? []).map(({ name, expression }) => ({
      name,
      program: compileCel(expression, POLICY_VARIABLES),
    }));
    this.validations = (spec.validations ?? []).map(compileValidation);
  }

  /** Empty when the write may pass. */
  evaluate(input: PolicyInput): readonly Violation[] {
    const outcome = judgeConditions(this.conditions, input);
    if (outcome === false) return [];
    if (outcome !== true) return this.failed(outcome.failure);
    const known = { ...input, variables: this.computeVariables(input) };
    return this.validations.flatMap((validation) => this.check(validation, known));
  }

  /** One that fails stays undefined: only expressions that use it fail with it. */
  private computeVariables(input: PolicyInput): Readonly<Record<string, unknown>> {
    const variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const { name, program } of this.variables) {
      const value = evaluate(program, { ...input, variables });
      if (!('failure' in value)) variables[name] = value.result;
    }
    return variables;
  }

  private check(
    { validation, program, messageProgram }: CompiledValidation,
    variables: Readonly<Record<string, unknown>>,
  ): readonly Violation[] {
    const outcome = evaluate(program, variables);
    if ('failure' in outcome) return this.failed(`expression '${validation.expression}': ${outcome.failure}`);
    if (outcome.result === true) return [];
    const fallback = validation.message ?? `failed expression: ${validation.expression}`;
    const message = (messageProgram && computedMessage(messageProgram, variables)) ?? fallback;
    return [{ message, ...(validation.reason ? { reason: validation.reason } : {}) }];
  }

  private failed(message: string): readonly Violation[] {
    return this.failurePolicy === 'Fail' ? [{ message }] : [];
  }
}

function compileValidation(validation: PolicyValidation): CompiledValidation {
  const { expression, messageExpression } = validation;
  return {
    validation,
    program: compileCel(expression, POLICY_VARIABLES),
    ...(messageExpression ? { messageProgram: compileCel(messageExpression, POLICY_VARIABLES) } : {}),
  };
}

/** Undefined unless it is one line of text: the plain message then does. */
function computedMessage(program: CelProgram, variables: Readonly<Record<string, unknown>>): string | undefined {
  const outcome = evaluate(program, variables);
  if ('failure' in outcome || typeof outcome.result !== 'string') return undefined;
  const message = outcome.result.trim();
  return message === '' || message.includes('\n') ? undefined : message;
}

function evaluate(
  program: CelProgram,
  variables: Readonly<Record<string, unknown>>,
): { result: unknown } | { failure: string } {
  try {
    return { result: program.evaluate(variables) };
  } catch (error) {
    if (error instanceof CelEvaluationError) return { failure: error.message };
    throw error;
  }
}
