import type { ASTNode } from '@marcbachmann/cel-js';
import { compilePattern } from '../../pattern.js';
import type { Budget } from '../budget.js';
import { CelEvaluationError } from '../cel-error.js';
import type { CelKind, CelType } from '../cel-type.js';
import { DYN } from '../cel-type.js';
import type { CelFunction } from '../functions/cel-function.js';
import { findFunctions, isFunctionName } from '../functions/function-table.js';
import { kindOf, type CelValue } from '../values/cel-value.js';
import { compileHas } from './access.js';
import { compileError, type CompileContext, type Compiled, type NodeOf } from './compiled.js';
import { sameType } from './literals.js';
import { findMacro } from './macros.js';

/** `f(x)`. */
export function compileCall(node: NodeOf<'call'>, context: CompileContext): Compiled {
  const [name, args] = node.args;
  if (name === 'has' && args.length === 1) return compileHas(node, context);
  return compileInvocation({ node, name, isMethod: false, args }, context);
}

/** `x.f(y)`: a macro, a function of a namespace such as `sets.contains`, or a method of `x`. */
export function compileMethodCall(node: NodeOf<'rcall'>, context: CompileContext): Compiled {
  const macro = findMacro(node);
  if (macro) return macro(node, context);
  const [name, receiver, args] = node.args;
  const qualified = receiver.op === 'id' && !context.scope.has(receiver.args) ? `${receiver.args}.${name}` : '';
  if (isFunctionName(qualified)) return compileInvocation({ node, name: qualified, isMethod: false, args }, context);
  return compileInvocation({ node, name, isMethod: true, args: [receiver, ...args] }, context);
}

interface Invocation {
  readonly node: ASTNode;
  readonly name: string;
  readonly isMethod: boolean;
  readonly args: readonly ASTNode[];
}

function compileInvocation({ node, name, isMethod, args }: Invocation, { compile }: CompileContext): Compiled {
  const overloads = findFunctions(name, isMethod, args.length);
  if (overloads.length === 0) throw compileError(node, unknownFunction(name));
  const operands = args.map((arg) => compile(arg));
  const types = operands.map(({ type }) => type);
  const candidates = overloads.filter(({ parameters }) =>
    parameters.every((kind, index) => mayBe(types[index]!, kind)),
  );
  if (candidates.length === 0)
    throw compileError(
      node,
      noOverload(
        name,
        types.map(({ kind }) => kind),
      ),
    );
  checkLiteralPattern(node, name, operands);
  return {
    type: resultType(candidates, types),
    run: (frame) => {
      const values = operands.map((operand) => operand.run(frame));
      return dispatch(candidates, name, values, frame.budget);
    },
  };
}

function unknownFunction(name: string): string {
  if (isFunctionName(name)) return `function '${name}' does not take this number of arguments`;
  return `function '${name}' is unknown or not supported`;
}

function noOverload(name: string, kinds: readonly CelKind[]): string {
  return `found no matching overload for '${name}' applied to '(${kinds.join(', ')})'`;
}

function mayBe(type: CelType, kind: CelKind): boolean {
  return type.kind === 'dyn' || kind === 'dyn' || type.kind === kind;
}

function resultType(candidates: readonly CelFunction[], types: readonly CelType[]): CelType {
  const [first, ...rest] = candidates.map(({ result }) => result(types));
  return first && rest.every((type) => sameType(type, first)) ? first : DYN;
}

/** A pattern written in the expression is judged when the expression is. */
function checkLiteralPattern(node: ASTNode, name: string, [, pattern]: readonly Compiled[]): void {
  if (!['matches', 'find', 'findAll'].includes(name) || typeof pattern?.constant !== 'string') return;
  try {
    compilePattern(pattern.constant);
  } catch (error) {
    throw compileError(node, `invalid pattern (${(error as Error).message})`);
  }
}

function dispatch(
  candidates: readonly CelFunction[],
  name: string,
  values: readonly CelValue[],
  budget: Budget,
): CelValue {
  budget.spend(values.reduce<number>((cost, value) => cost + sizeOf(value), 1));
  const kinds = values.map(kindOf);
  const overload = candidates.find(({ parameters }) =>
    parameters.every((kind, at) => kind === 'dyn' || kind === kinds[at]),
  );
  if (!overload) throw new CelEvaluationError(noOverload(name, kinds));
  const result = overload.invoke(values, budget);
  budget.spend(sizeOf(result));
  return result;
}

/** Most functions look once at all of what they are given. */
function sizeOf(value: CelValue): number {
  if (typeof value === 'string') return Math.ceil(value.length / 10);
  return Array.isArray(value) ? value.length : 0;
}
