import type { ASTNode } from '@marcbachmann/cel-js';
import { CelEvaluationError } from '../cel-error.js';
import { DYN, INT, STRING, type CelType } from '../cel-type.js';
import { CelMap } from '../values/cel-map.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';
import { compileError, type CompileContext, type Compiled, type Frame, type NodeOf } from './compiled.js';
import { countNodes } from './count-nodes.js';

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
  const assign = variableCount === 1 ? assignOne : assignTwo;
  const slot = context.scope.nextSlot;
  return {
    rangeType: range.type,
    bodies,
    bodyNodes,
    run: (frame, visit) => {
      const collection = range.run(frame);
      const entries = entriesOf(collection);
      for (let index = 0; index < entries.length; index += 1) {
        frame.budget.spend(cost);
        assign(frame.slots, slot, { collection, entries, index });
        if (!visit()) return;
      }
    },
  };
}

interface Position {
  readonly collection: CelValue;
  /** A list's items or a map's keys. */
  readonly entries: CelList;
  readonly index: number;
}

function assignOne(slots: CelValue[], slot: number, { entries, index }: Position): void {
  slots[slot] = entries[index]!;
}

function assignTwo(slots: CelValue[], slot: number, { collection, entries, index }: Position): void {
  const entry = entries[index]!;
  slots[slot] = collection instanceof CelMap ? entry : BigInt(index);
  slots[slot + 1] = collection instanceof CelMap ? (collection.find(entry) ?? null) : entry;
}

function entriesOf(range: CelValue): CelList {
  if (Array.isArray(range)) return range as CelList;
  if (range instanceof CelMap) return range.keys();
  throw new CelEvaluationError(`'${kindOf(range)}' cannot be the range of a comprehension`);
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
