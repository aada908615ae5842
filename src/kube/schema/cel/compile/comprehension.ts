import type { ASTNode } from '@marcbachmann/cel-js';
import { CelEvaluationError } from '../cel-error.js';
import { DYN, INT, STRING, type CelType } from '../cel-type.js';
import { CelMap } from '../values/cel-map.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';
import { compileError, type CompileContext, type Compiled, type Frame, type NodeOf } from './compiled.js';
import { countNodes } from './count-nodes.js';

type Entry = readonly [CelValue, CelValue];

/** A loop with its range and its bodies compiled in the scope of its variables. */
export interface Loop {
  readonly rangeType: CelType;
  readonly bodies: readonly Compiled[];
  readonly bodyNodes: readonly ASTNode[];
  /** Sets the variables for each entry in turn, until `visit` returns false. */
  run(frame: Frame, visit: () => boolean): void;
}

/** `range.macro(x, ...bodies)`, or with two variables `range.macro(i, x, ...bodies)`. */
export function compileLoop(node: NodeOf<'rcall'>, context: CompileContext, variableCount: 1 | 2): Loop {
  const [, rangeNode, args] = node.args;
  const range = context.compile(rangeNode);
  const names = args.slice(0, variableCount).map(variableName);
  const types = variableTypes(node, range.type, variableCount);
  const scope = context.scope.declare(names.map((name, index) => ({ name, type: types[index] ?? DYN })));
  const bodyNodes = args.slice(variableCount);
  const bodies = bodyNodes.map((body) => context.compile(body, scope));
  const cost = 1 + bodyNodes.reduce((sum, body) => sum + countNodes(body), 0);
  const slot = context.scope.nextSlot;
  return {
    rangeType: range.type,
    bodies,
    bodyNodes,
    run: (frame, visit) => {
      for (const entry of entriesOf(range.run(frame), variableCount)) {
        frame.budget.spend(cost);
        frame.slots[slot] = entry[0];
        frame.slots[slot + 1] = entry[1];
        if (!visit()) return;
      }
    },
  };
}

function variableName(node: ASTNode): string {
  if (node.op === 'id') return node.args;
  throw compileError(node, 'argument must be a simple name');
}

function variableTypes(node: ASTNode, range: CelType, count: 1 | 2): readonly CelType[] {
  const element = range.element ?? DYN;
  switch (range.kind) {
    case 'list':
      return count === 1 ? [element] : [INT, element];
    case 'map':
      return count === 1 ? [STRING] : [STRING, element];
    case 'dyn':
      return [DYN, DYN];
    default:
      throw compileError(node, `'${range.kind}' cannot be the range of a comprehension`);
  }
}

/** With one variable a list yields items and a map its keys; with two, both yield key and value. */
function* entriesOf(range: CelValue, count: 1 | 2): Iterable<Entry> {
  if (Array.isArray(range)) yield* listEntries(range as CelList, count);
  else if (range instanceof CelMap) for (const key of range.keys()) yield [key, range.find(key) ?? null];
  else throw new CelEvaluationError(`'${kindOf(range)}' cannot be the range of a comprehension`);
}

function* listEntries(list: CelList, count: 1 | 2): Iterable<Entry> {
  for (const [index, item] of list.entries()) yield count === 1 ? [item, null] : [BigInt(index), item];
}
