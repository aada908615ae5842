import { CelEvaluationError } from '../cel-error.js';
import { kindOf } from '../values/cel-value.js';
import { typeValueOf } from '../values/type-value.js';
import { CelDuration, CelTimestamp } from '../values/time.js';
import { fn, type CelFunction } from './cel-function.js';

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'true', 'TRUE', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'false', 'FALSE', 'False']);
const TWO_63 = 2 ** 63;
const NANOS_PER_SECOND = 1_000_000_000n;

function textToInt(text: string): bigint {
  const value = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    throw new CelEvaluationError(`cannot convert ${JSON.stringify(text)} to int`);
  }
  return value;
}

function doubleToInt(value: number): bigint {
  if (!(value > -TWO_63 && value < TWO_63)) throw new CelEvaluationError('integer overflow');
  return BigInt(Math.trunc(value));
}

function textToDouble(text: string): number {
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw new CelEvaluationError(`cannot convert ${JSON.stringify(text)} to double`);
  return value;
}

function textToBool(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new CelEvaluationError(`cannot convert ${JSON.stringify(text)} to bool`);
}

function bytesToText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CelEvaluationError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

export const CONVERSION_FUNCTIONS: readonly CelFunction[] = [
  fn('dyn', ['dyn'], 'dyn', (value) => value),
  fn('type', ['dyn'], 'type', (value) => typeValueOf(kindOf(value))),
  fn('int', ['int'], 'int', (value) => value),
  fn('int', ['double'], 'int', doubleToInt),
  fn('int', ['string'], 'int', textToInt),
  fn('int', ['timestamp'], 'int', ({ nanos }) => nanos / NANOS_PER_SECOND),
  fn('double', ['double'], 'double', (value) => value),
  fn('double', ['int'], 'double', (value) => Number(value)),
  fn('double', ['string'], 'double', textToDouble),
  fn('bool', ['bool'], 'bool', (value) => value),
  fn('bool', ['string'], 'bool', textToBool),
  fn('string', ['string'], 'string', (value) => value),
  fn('string', ['int'], 'string', (value) => String(value)),
  fn('string', ['double'], 'string', (value) => String(value).replace('Infinity', 'Inf')),
  fn('string', ['bool'], 'string', (value) => String(value)),
  fn('string', ['bytes'], 'string', bytesToText),
  fn('string', ['timestamp'], 'string', (value) => value.toString()),
  fn('string', ['duration'], 'string', (value) => value.toString()),
  fn('bytes', ['bytes'], 'bytes', (value) => value),
  fn('bytes', ['string'], 'bytes', (value) => Buffer.from(value)),
  fn('timestamp', ['timestamp'], 'timestamp', (value) => value),
  fn('timestamp', ['string'], 'timestamp', (text) => CelTimestamp.parse(text)),
  fn('timestamp', ['int'], 'timestamp', (seconds) => new CelTimestamp(seconds * NANOS_PER_SECOND)),
  fn('duration', ['duration'], 'duration', (value) => value),
  fn('duration', ['string'], 'duration', (text) => CelDuration.parse(text)),
];
