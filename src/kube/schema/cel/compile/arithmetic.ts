import type { ASTNode } from '@marcbachmann/cel-js';
import type { Budget } from '../budget.js';
import { CelEvaluationError } from '../cel-error.js';
import { DYN, type CelKind, type CelType } from '../cel-type.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';
import { checkInt64 } from '../values/int64.js';
import { checkTextLength } from '../values/text-limit.js';
import { CelDuration, CelTimestamp } from '../values/time.js';
import { compileError, type CompileContext, type Compiled } from './compiled.js';
import { addLists } from './list-addition.js';

type Operation = (left: never, right: never, budget: Budget) => CelValue;

interface Overload {
  readonly result: CelKind;
  readonly apply: Operation;
}

function nonZero(divisor: bigint, name: string): bigint {
  if (divisor === 0n) throw new CelEvaluationError(`${name} by zero`);
  return divisor;
}

function concatenate(left: string, right: string, budget: Budget): string {
  budget.spend(Math.ceil((left.length + right.length) / 10));
  checkTextLength(left.length + right.length);
  return left + right;
}

const int = (apply: (left: bigint, right: bigint) => bigint): Overload => ({
  result: 'int',
  apply: (left: bigint, right: bigint) => checkInt64(apply(left, right)),
});
const double = (apply: (left: number, right: number) => number): Overload => ({ result: 'double', apply });

const OVERLOADS: ReadonlyMap<string, Overload> = new Map([
  ['int + int', int((a, b) => a + b)],
  ['int - int', int((a, b) => a - b)],
  ['int * int', int((a, b) => a * b)],
  ['int / int', int((a, b) => a / nonZero(b, 'division'))],
  ['int % int', int((a, b) => a % nonZero(b, 'modulus'))],
  ['double + double', double((a, b) => a + b)],
  ['double - double', double((a, b) => a - b)],
  ['double * double', double((a, b) => a * b)],
  ['double / double', double((a, b) => a / b)],
  ['string + string', { result: 'string', apply: concatenate }],
  ['bytes + bytes', { result: 'bytes', apply: (a: Uint8Array, b: Uint8Array) => Buffer.concat([a, b]) }],
  ['list + list', { result: 'list', apply: (a: CelList, b: CelList, budget) => addLists(a, b, budget) }],
  [
    'duration + duration',
    { result: 'duration', apply: (a: CelDuration, b: CelDuration) => new CelDuration(a.nanos + b.nanos) },
  ],
  [
    'duration - duration',
    { result: 'duration', apply: (a: CelDuration, b: CelDuration) => new CelDuration(a.nanos - b.nanos) },
  ],
  [
    'timestamp + duration',
    { result: 'timestamp', apply: (a: CelTimestamp, b: CelDuration) => new CelTimestamp(a.nanos + b.nanos) },
  ],
  [
    'duration + timestamp',
    { result: 'timestamp', apply: (a: CelDuration, b: CelTimestamp) => new CelTimestamp(a.nanos + b.nanos) },
  ],
  [
    'timestamp - duration',
    { result: 'timestamp', apply: (a: CelTimestamp, b: CelDuration) => new CelTimestamp(a.nanos - b.nanos) },
  ],
  [
    'timestamp - timestamp',
    { result: 'duration', apply: (a: CelTimestamp, b: CelTimestamp) => new CelDuration(a.nanos - b.nanos) },
  ],
]);

type ArithmeticNode = ASTNode & { args: [ASTNode, ASTNode] };

export function compileArithmetic(node: ArithmeticNode, { compile }: CompileContext): Compiled {
  const [left, right] = [compile(node.args[0]), compile(node.args[1])];
  const known = left.type.kind !== 'dyn' && right.type.kind !== 'dyn';
  const signature = `${left.type.kind} ${node.op} ${right.type.kind}`;
  if (known && !OVERLOADS.has(signature)) throw compileError(node, `found no matching overload for '${signature}'`);
  return {
    type: known ? resultType(OVERLOADS.get(signature)!, left.type, right.type) : DYN,
    run: (frame) => apply(node.op, left.run(frame), right.run(frame), frame.budget),
  };
}

function resultType({ result }: Overload, left: CelType, right: CelType): CelType {
  if (result !== 'list') return { kind: result };
  return left.element === right.element ? left : { kind: 'list' };
}

function apply(op: string, left: CelValue, right: CelValue, budget: Budget): CelValue {
  const signature = `${kindOf(left)} ${op} ${kindOf(right)}`;
  const overload = OVERLOADS.get(signature);
  if (!overload) throw new CelEvaluationError(`no such overload: ${signature}`);
  return overload.apply(left as never, right as never, budget);
}

export function compileNegation(node: ASTNode & { args: ASTNode }, { compile }: CompileContext): Compiled {
  const operand = compile(node.args);
  const { kind } = operand.type;
  if (!['dyn', 'int', 'double', 'duration'].includes(kind)) throw compileError(node, `cannot negate '${kind}'`);
  return { type: operand.type, run: (frame) => negate(operand.run(frame)) };
}

function negate(value: CelValue): CelValue {
  if (typeof value === 'bigint') return checkInt64(-value);
  if (typeof value === 'number') return -value;
  if (value instanceof CelDuration) return new CelDuration(-value.nanos);
  throw new CelEvaluationError(`no such overload: -${kindOf(value)}`);
}
