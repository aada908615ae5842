import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import type { Budget } from '../budget.js';
import { CelCompileError, CelEvaluationError } from '../cel-error.js';
import type { CelType } from '../cel-type.js';
import type { CelValue } from '../values/cel-value.js';
import { compileIndex, compileSelect } from './access.js';
import { compileArithmetic, compileNegation } from './arithmetic.js';
import { compileCall, compileMethodCall } from './calls.js';
import type { CompileContext, Compiled } from './compiled.js';
import { countNodes } from './count-nodes.js';
import { compileIdentifier, compileList, compileLiteral, compileMap } from './literals.js';
import { compileLogic, compileNot, compileTernary } from './logic.js';
import { compileEquality, compileMembership, compileOrdering } from './relations.js';
import { Scope, type Variable } from './scope.js';

/** A CEL expression turned into closures. */
export interface Expression {
  readonly type: CelType;
  /** Which of the declared variables it mentions. */
  readonly mentions: ReadonlySet<string>;
  /** Values in the order the variables were declared. @throws CelEvaluationError */
  run(values: readonly CelValue[], budget: Budget): CelValue;
}

const MAX_LENGTH = 16_384;

/**
 * The library is used for its parser. Evaluating is ours, because its evaluator cannot be stopped (every `||`, `&&` and
 * quantifier absorbs errors), runs patterns on JavaScript's backtracking engine and does not know schemas.
 */
const parser = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 5_000, maxDepth: 100 },
});

/** @throws CelCompileError on syntax, unknown names, and types that cannot fit. */
export function compileExpression(text: string, variables: readonly Variable[]): Expression {
  const ast = parse(text);
  const scope = Scope.of(variables);
  const compiled = guarded(() => compileNode(ast, scope));
  const cost = countNodes(ast);
  return {
    type: compiled.type,
    mentions: scope.mentioned,
    run: (values, budget) => {
      budget.spend(cost);
      return compiled.run({ slots: [...values], budget });
    },
  };
}

function parse(text: string): ASTNode {
  if (text.length > MAX_LENGTH) throw new CelCompileError(`expression is longer than ${MAX_LENGTH} characters`);
  return guarded(() => parser.parse(text).ast);
}

/** Whatever goes wrong while reading an expression is the expression's fault, a stack too small for it included. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CelCompileError) throw error;
    if (error instanceof RangeError) throw new CelCompileError('expression is nested too deeply', { cause: error });
    const { summary, message } = error as { summary?: string; message: string };
    const prefix = error instanceof CelEvaluationError ? '' : 'syntax error: ';
    throw new CelCompileError(`${prefix}${summary ?? message}`, { cause: error });
  }
}

function compileNode(node: ASTNode, scope: Scope): Compiled {
  const context: CompileContext = { scope, compile: (child, inner = scope) => compileNode(child, inner) };
  const compile = COMPILERS[node.op] as (node: ASTNode, context: CompileContext) => Compiled;
  return compile(node, context);
}

type Compilers = {
  readonly [Op in ASTNode['op']]: (node: Extract<ASTNode, { op: Op }>, context: CompileContext) => Compiled;
};

const COMPILERS: Compilers = {
  value: compileLiteral,
  id: compileIdentifier,
  list: compileList,
  map: compileMap,
  '.': compileSelect,
  '.?': compileSelect,
  '[]': compileIndex,
  '[?]': compileIndex,
  call: compileCall,
  rcall: compileMethodCall,
  '?:': compileTernary,
  '||': compileLogic,
  '&&': compileLogic,
  '!_': compileNot,
  '-_': compileNegation,
  '==': compileEquality,
  '!=': compileEquality,
  in: compileMembership,
  '<': compileOrdering,
  '<=': compileOrdering,
  '>': compileOrdering,
  '>=': compileOrdering,
  '+': compileArithmetic,
  '-': compileArithmetic,
  '*': compileArithmetic,
  '/': compileArithmetic,
  '%': compileArithmetic,
};
