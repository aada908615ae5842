import type { ASTNode } from '@marcbachmann/cel-js';
import { CelEvaluationError } from '../cel-error.js';
import { BOOL, DYN, fieldType, optionalOf, type CelType } from '../cel-type.js';
import { CelMap } from '../values/cel-map.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';
import { CelOptional } from '../values/optional.js';
import { compileError, type CompileContext, type Compiled, type NodeOf } from './compiled.js';

/** `a.b`, and `a.?b` for an optional. */
export function compileSelect(node: NodeOf<'.' | '.?'>, { compile }: CompileContext): Compiled {
  const [operandNode, name] = node.args;
  const operand = compile(operandNode);
  const type = selectedType(node, operand.type, name);
  if (node.op === '.?') return optionalAccess(operand, type, (value) => lookUp(value, name));
  return { type, run: (frame) => access(operand.run(frame), name) };
}

/** `a[b]`, and `a[?b]` for an optional. */
export function compileIndex(node: NodeOf<'[]' | '[?]'>, { compile }: CompileContext): Compiled {
  const [operand, index] = [compile(node.args[0]), compile(node.args[1])];
  const { type } = operand;
  if (!['dyn', 'list', 'map', 'optional'].includes(type.kind)) throw compileError(node, `cannot index '${type.kind}'`);
  const element =
    typeof index.constant === 'string' && type.schema
      ? selectedType(node, type, index.constant)
      : (type.element ?? DYN);
  if (node.op === '[]') return { type: element, run: (frame) => access(operand.run(frame), index.run(frame)) };
  return {
    type: optionalOf(element),
    run: (frame) => {
      const value = operand.run(frame);
      return CelOptional.of(lookUp(value, index.run(frame)));
    },
  };
}

/** `has(a.b)`: whether the field is there; an absent `a` is still an error. */
export function compileHas(node: NodeOf<'call'>, { compile }: CompileContext): Compiled {
  const [argument] = node.args[1];
  if (argument?.op !== '.' && argument?.op !== '.?') throw compileError(node, 'invalid argument to has() macro');
  const [operandNode, name] = argument.args;
  const operand = compile(operandNode);
  selectedType(argument, operand.type, name);
  return { type: BOOL, run: (frame) => lookUp(operand.run(frame), name) !== undefined };
}

function selectedType(node: ASTNode, type: CelType, name: string): CelType {
  if (type.kind === 'optional') return optionalOf(selectedType(node, type.element ?? DYN, name));
  if (type.kind !== 'dyn' && type.kind !== 'map') {
    throw compileError(node, `type '${type.kind}' does not support field selection`);
  }
  const field = fieldType(type, name);
  if (!field) throw compileError(node, `undefined field '${name}'`);
  return field;
}

function optionalAccess(operand: Compiled, type: CelType, read: (value: CelValue) => CelValue | undefined): Compiled {
  const isOptional = type.kind === 'optional';
  return { type: isOptional ? type : optionalOf(type), run: (frame) => CelOptional.of(read(operand.run(frame))) };
}

function access(value: CelValue, key: CelValue): CelValue {
  const found = lookUp(value, key);
  if (value instanceof CelOptional) return CelOptional.of(found);
  if (found !== undefined) return found;
  const what = Array.isArray(value) ? 'index out of bounds' : 'no such key';
  throw new CelEvaluationError(`${what}: ${String(key)}`);
}

/** Undefined when the key is absent. */
function lookUp(value: CelValue, key: CelValue): CelValue | undefined {
  if (value instanceof CelMap) return value.find(key);
  if (Array.isArray(value)) return itemAt(value as CelList, key);
  if (value instanceof CelOptional) return value.hasValue ? lookUp(value.value, key) : undefined;
  throw new CelEvaluationError(`no such overload: ${kindOf(value)}[${kindOf(key)}]`);
}

function itemAt(list: CelList, key: CelValue): CelValue | undefined {
  const isIndex = typeof key === 'bigint' || (typeof key === 'number' && Number.isInteger(key));
  if (!isIndex) throw new CelEvaluationError(`no such overload: list[${kindOf(key)}]`);
  const index = Number(key);
  return index >= 0 && index < list.length ? list[index] : undefined;
}
