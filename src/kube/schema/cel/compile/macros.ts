import type { ASTNode } from '@marcbachmann/cel-js';
import { BOOL, DYN, listOf, optionalOf, type CelType } from '../cel-type.js';
import { CelEvaluationError } from '../cel-error.js';
import { EntryMap } from '../values/cel-map.js';
import { kindOf, type CelValue } from '../values/cel-value.js';
import { CelOptional } from '../values/optional.js';
import { compileError, type CompileContext, type Compiled, type NodeOf } from './compiled.js';
import { compileLoop, type Loop } from './comprehension.js';
import { mapKey } from './literals.js';
import { asBool, attempt, requireBoolType } from './logic.js';

type CallNode = NodeOf<'rcall'>;
type Macro = (node: CallNode, context: CompileContext) => Compiled;

/** `all` stops at the first false and `exists` at the first true; errors before that count only if nothing decides. */
const quantifier =
  (decisive: boolean, variables: 1 | 2): Macro =>
  (node, context) => {
    const loop = compileLoop(node, context, variables);
    const predicate = predicateOf(loop);
    return {
      type: BOOL,
      run: (frame) => {
        let decided = false;
        let failure: CelEvaluationError | undefined;
        loop.run(frame, () => {
          const outcome = attempt(predicate, frame);
          if (typeof outcome !== 'boolean') failure ??= outcome;
          decided = outcome === decisive;
          return !decided;
        });
        if (failure && !decided) throw failure;
        return decided === decisive;
      },
    };
  };

const existsOne =
  (variables: 1 | 2): Macro =>
  (node, context) => {
    const loop = compileLoop(node, context, variables);
    const predicate = predicateOf(loop);
    return {
      type: BOOL,
      run: (frame) => {
        let count = 0;
        loop.run(frame, () => {
          if (asBool(predicate.run(frame))) count += 1;
          return true;
        });
        return count === 1;
      },
    };
  };

/** `map(x, t)`, `map(x, filter, t)` and their two-variable form `transformList`. */
const collect =
  (variables: 1 | 2, hasFilter: boolean): Macro =>
  (node, context) => {
    const loop = compileLoop(node, context, variables);
    const transform = loop.bodies[hasFilter ? 1 : 0]!;
    const filter = hasFilter ? predicateOf(loop) : undefined;
    return {
      type: listOf(transform.type),
      run: (frame) => {
        const items: CelValue[] = [];
        loop.run(frame, () => {
          if (!filter || asBool(filter.run(frame))) items.push(transform.run(frame));
          return true;
        });
        return items;
      },
    };
  };

const filter: Macro = (node, context) => {
  const loop = compileLoop(node, context, 1);
  const predicate = predicateOf(loop);
  const slot = context.scope.nextSlot;
  return {
    type: loop.rangeType.kind === 'list' ? loop.rangeType : { kind: 'list' },
    run: (frame) => {
      const kept: CelValue[] = [];
      loop.run(frame, () => {
        if (asBool(predicate.run(frame))) kept.push(frame.slots[slot]!);
        return true;
      });
      return kept;
    },
  };
};

const transformMap =
  (hasFilter: boolean): Macro =>
  (node, context) => {
    const loop = compileLoop(node, context, 2);
    const transform = loop.bodies[hasFilter ? 1 : 0]!;
    const condition = hasFilter ? predicateOf(loop) : undefined;
    const slot = context.scope.nextSlot;
    return {
      type: { kind: 'map', element: transform.type },
      run: (frame) => {
        const entries: [CelValue, CelValue][] = [];
        loop.run(frame, () => {
          if (condition && !asBool(condition.run(frame))) return true;
          entries.push([mapKey(frame.slots[slot]!), transform.run(frame)]);
          return true;
        });
        return new EntryMap(entries);
      },
    };
  };

/** `optional.optMap(x, e)`; `optFlatMap` is the one whose `e` is an optional itself. */
const optionalMap =
  (isFlat: boolean): Macro =>
  (node, context) => {
    const [, receiver, [variable, body]] = node.args;
    const operand = context.compile(receiver);
    const { compiled, slot } = withVariable({ variable, body, type: operand.type.element ?? DYN }, node, context);
    return {
      type: isFlat ? compiled.type : optionalOf(compiled.type),
      run: (frame) => {
        const value = operand.run(frame);
        if (!(value instanceof CelOptional)) throw new CelEvaluationError(`expected optional, found ${kindOf(value)}`);
        if (!value.hasValue) return value;
        frame.slots[slot] = value.value;
        const result = compiled.run(frame);
        return isFlat ? result : CelOptional.of(result);
      },
    };
  };

const bind: Macro = (node, context) => {
  const [variable, initial, body] = node.args[2];
  const value = context.compile(initial!);
  const { compiled, slot } = withVariable({ variable, body, type: value.type }, node, context);
  return {
    type: compiled.type,
    run: (frame) => {
      frame.slots[slot] = value.run(frame);
      return compiled.run(frame);
    },
  };
};

interface Binding {
  readonly variable: ASTNode | undefined;
  readonly body: ASTNode | undefined;
  readonly type: CelType;
}

function withVariable({ variable, body, type }: Binding, node: CallNode, { scope, compile }: CompileContext) {
  if (variable?.op !== 'id' || !body) throw compileError(node, 'argument must be a simple name');
  return { compiled: compile(body, scope.declare([{ name: variable.args, type }])), slot: scope.nextSlot };
}

function predicateOf(loop: Loop): Compiled {
  requireBoolType(loop.bodyNodes[0]!, loop.bodies[0]!);
  return loop.bodies[0]!;
}

/** By name and number of arguments; CEL has no other way to tell the forms apart. */
const MACROS: ReadonlyMap<string, Macro> = new Map([
  ['all/2', quantifier(false, 1)],
  ['all/3', quantifier(false, 2)],
  ['exists/2', quantifier(true, 1)],
  ['exists/3', quantifier(true, 2)],
  ['exists_one/2', existsOne(1)],
  ['existsOne/2', existsOne(1)],
  ['existsOne/3', existsOne(2)],
  ['map/2', collect(1, false)],
  ['map/3', collect(1, true)],
  ['filter/2', filter],
  ['transformList/3', collect(2, false)],
  ['transformList/4', collect(2, true)],
  ['transformMap/3', transformMap(false)],
  ['transformMap/4', transformMap(true)],
  ['optMap/2', optionalMap(false)],
  ['optFlatMap/2', optionalMap(true)],
]);

export function findMacro(node: CallNode): Macro | undefined {
  const [name, receiver, args] = node.args;
  if (name === 'bind' && args.length === 3 && receiver.op === 'id' && receiver.args === 'cel') return bind;
  return MACROS.get(`${name}/${args.length}`);
}
