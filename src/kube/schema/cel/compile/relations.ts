import type { ASTNode, BinaryOperator } from '@marcbachmann/cel-js';
import type { Budget } from '../budget.js';
import { CelEvaluationError } from '../cel-error.js';
import { BOOL, type CelKind } from '../cel-type.js';
import { CelMap } from '../values/cel-map.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';
import { includesValue, valuesEqual } from '../values/equality.js';
import { areOrdered, compareValues } from '../values/ordering.js';
import { compileError, type CompileContext, type Compiled } from './compiled.js';

type BinaryNode = ASTNode & { op: BinaryOperator; args: [ASTNode, ASTNode] };

const ORDERINGS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function compileOrdering(node: BinaryNode, { compile }: CompileContext): Compiled {
  const [left, right] = [compile(node.args[0]), compile(node.args[1])];
  const holds = ORDERINGS[node.op]!;
  requireKinds(node, left, right, areOrdered);
  return {
    type: BOOL,
    run: (frame) => holds(order(left.run(frame), right.run(frame), node.op)),
  };
}

function order(left: CelValue, right: CelValue, op: string): number {
  const [a, b] = [kindOf(left), kindOf(right)];
  if (!areOrdered(a, b)) throw new CelEvaluationError(`no such overload: ${a} ${op} ${b}`);
  return compareValues(left, right);
}

export function compileEquality(node: BinaryNode, { compile }: CompileContext): Compiled {
  const [left, right] = [compile(node.args[0]), compile(node.args[1])];
  requireKinds(node, left, right, mayBeEqual);
  const expected = node.op === '==';
  return {
    type: BOOL,
    run: (frame) => valuesEqual(left.run(frame), right.run(frame), frame.budget) === expected,
  };
}

function mayBeEqual(a: CelKind, b: CelKind): boolean {
  return a === b || a === 'null' || b === 'null' || areOrdered(a, b);
}

function requireKinds(
  node: BinaryNode,
  left: Compiled,
  right: Compiled,
  fit: (a: CelKind, b: CelKind) => boolean,
): void {
  const [a, b] = [left.type.kind, right.type.kind];
  if (a === 'dyn' || b === 'dyn' || fit(a, b)) return;
  throw compileError(node, `found no matching overload for '${a} ${node.op} ${b}'`);
}

export function compileMembership(node: BinaryNode, { compile }: CompileContext): Compiled {
  const [value, container] = [compile(node.args[0]), compile(node.args[1])];
  const { kind } = container.type;
  if (!['dyn', 'list', 'map'].includes(kind)) throw compileError(node, `found no matching overload for 'in ${kind}'`);
  return { type: BOOL, run: (frame) => isMember(value.run(frame), container.run(frame), frame.budget) };
}

function isMember(value: CelValue, container: CelValue, budget: Budget): boolean {
  if (container instanceof CelMap) return container.find(value) !== undefined;
  if (Array.isArray(container)) return includesValue(container as CelList, value, budget);
  throw new CelEvaluationError(`no such overload: ${kindOf(value)} in ${kindOf(container)}`);
}
