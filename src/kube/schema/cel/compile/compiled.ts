import type { ASTNode } from '@marcbachmann/cel-js';
import type { Budget } from '../budget.js';
import { CelCompileError } from '../cel-error.js';
import type { CelType } from '../cel-type.js';
import type { CelValue } from '../values/cel-value.js';
import type { Scope } from './scope.js';

/** What one evaluation carries: the variables by slot, and what it may still cost. */
export interface Frame {
  readonly slots: CelValue[];
  readonly budget: Budget;
}

export interface Compiled {
  readonly type: CelType;
  readonly run: (frame: Frame) => CelValue;
  /** Known before any evaluation: a literal. */
  readonly constant?: CelValue;
}

export type NodeOf<Op extends ASTNode['op']> = Extract<ASTNode, { op: Op }>;

/** What compiling one kind of node needs of the rest of the compiler. */
export interface CompileContext {
  readonly scope: Scope;
  readonly compile: (node: ASTNode, scope?: Scope) => Compiled;
}

/** Shows where in the expression the trouble is. */
export function compileError(node: ASTNode, message: string): CelCompileError {
  const excerpt = node.input.slice(node.start, node.end);
  return new CelCompileError(`${message}: ${excerpt.length > 200 ? `${excerpt.slice(0, 200)}...` : excerpt}`);
}
