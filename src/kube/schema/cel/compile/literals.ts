import { DYN, listOf, mapOf, type CelType } from '../cel-type.js';
import { CelEvaluationError } from '../cel-error.js';
import { EntryMap } from '../values/cel-map.js';
import { kindOf, type CelValue } from '../values/cel-value.js';
import { checkInt64 } from '../values/int64.js';
import { namedType } from '../values/type-value.js';
import { compileError, type CompileContext, type Compiled, type NodeOf } from './compiled.js';

export function compileLiteral(node: NodeOf<'value'>): Compiled {
  const value = node.args as CelValue;
  if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) {
    throw compileError(node, 'unsigned integers are not supported');
  }
  if (typeof value === 'bigint') checkInt64(value);
  return { type: { kind: kindOf(value) }, run: () => value, constant: value };
}

export function compileIdentifier(node: NodeOf<'id'>, { scope }: CompileContext): Compiled {
  const slot = scope.lookup(node.args);
  if (slot) return { type: slot.type, run: ({ slots }) => slots[slot.index] ?? null };
  const type = namedType(node.args);
  if (type) return { type: { kind: 'type' }, run: () => type, constant: type };
  throw compileError(node, 'undeclared reference');
}

export function compileList(node: NodeOf<'list'>, { compile }: CompileContext): Compiled {
  const items = node.args.map((item) => compile(item));
  return { type: listOf(commonType(items)), run: (frame) => items.map((item) => item.run(frame)) };
}

export function compileMap(node: NodeOf<'map'>, { compile }: CompileContext): Compiled {
  const entries = node.args.map(([key, value]) => [compile(key), compile(value)] as const);
  return {
    type: mapOf(commonType(entries.map(([, value]) => value))),
    run: (frame) => new EntryMap(entries.map(([key, value]) => [mapKey(key.run(frame)), value.run(frame)] as const)),
  };
}

export function mapKey(value: CelValue): CelValue {
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean') return value;
  throw new CelEvaluationError(`unsupported key type: ${kindOf(value)}`);
}

/** The type all share, or dyn; an object's declared fields survive only where every element has the very same schema. */
function commonType(elements: readonly Compiled[]): CelType {
  const [first, ...rest] = elements.map(({ type }) => type);
  return first && rest.every((type) => sameType(type, first)) ? first : DYN;
}

export function sameType(a: CelType | undefined, b: CelType | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return a.kind === b.kind && a.schema === b.schema && sameType(a.element, b.element);
}
