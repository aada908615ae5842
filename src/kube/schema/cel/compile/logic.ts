import type { ASTNode } from '@marcbachmann/cel-js';
import { CelBudgetError, CelEvaluationError } from '../cel-error.js';
import { BOOL, DYN, type CelType } from '../cel-type.js';
import { kindOf, type CelValue } from '../values/cel-value.js';
import { compileError, type CompileContext, type Compiled, type Frame } from './compiled.js';
import { sameType } from './literals.js';

export function requireBoolType(node: ASTNode, { type }: Compiled): void {
  if (type.kind !== 'bool' && type.kind !== 'dyn') throw compileError(node, `expected bool, found '${type.kind}'`);
}

export function asBool(value: CelValue): boolean {
  if (typeof value === 'boolean') return value;
  throw new CelEvaluationError(`no such overload: expected bool, found ${kindOf(value)}`);
}

/** The error that an operand failed with, for those operators that can do without it. A spent budget is never absorbed. */
export function attempt(operand: Compiled, frame: Frame): boolean | CelEvaluationError {
  try {
    return asBool(operand.run(frame));
  } catch (error) {
    if (error instanceof CelEvaluationError && !(error instanceof CelBudgetError)) return error;
    throw error;
  }
}

/** `&&` and `||` commute: an operand that decides the result makes up for an error of the other. */
export function compileLogic(node: ASTNode & { args: [ASTNode, ASTNode] }, { compile }: CompileContext): Compiled {
  const decisive = node.op === '||';
  const [left, right] = [compile(node.args[0]), compile(node.args[1])];
  requireBoolType(node.args[0], left);
  requireBoolType(node.args[1], right);
  return {
    type: BOOL,
    run: (frame) => {
      const first = attempt(left, frame);
      if (first === decisive) return decisive;
      const second = asBool(right.run(frame));
      if (second === decisive || first === !decisive) return second;
      throw first as CelEvaluationError;
    },
  };
}

export function compileNot(node: ASTNode & { args: ASTNode }, { compile }: CompileContext): Compiled {
  const operand = compile(node.args);
  requireBoolType(node.args, operand);
  return { type: BOOL, run: (frame) => !asBool(operand.run(frame)) };
}

export function compileTernary(
  node: ASTNode & { args: [ASTNode, ASTNode, ASTNode] },
  { compile }: CompileContext,
): Compiled {
  const [condition, whenTrue, whenFalse] = [compile(node.args[0]), compile(node.args[1]), compile(node.args[2])];
  requireBoolType(node.args[0], condition);
  return {
    type: branchType(whenTrue.type, whenFalse.type),
    run: (frame) => (asBool(condition.run(frame)) ? whenTrue.run(frame) : whenFalse.run(frame)),
  };
}

function branchType(a: CelType, b: CelType): CelType {
  if (sameType(a, b)) return a;
  return a.kind === b.kind ? { kind: a.kind } : DYN;
}
