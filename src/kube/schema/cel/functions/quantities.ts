import { isQuantity, parseQuantity } from '../../../meta/index.js';
import { CelEvaluationError } from '../cel-error.js';
import type { CelObject } from '../values/cel-value.js';
import { fn, method, type CelFunction } from './cel-function.js';

const NANO = 1_000_000_000n;

/** An exact amount, in nanos as `kube/meta` counts them. */
export class CelQuantity implements CelObject {
  readonly kind = 'quantity';

  constructor(readonly nanos: bigint) {}

  static parse(text: string): CelQuantity {
    const nanos = parseQuantity(text);
    if (nanos === undefined)
      throw new CelEvaluationError(`quantities must match the regular expression: ${JSON.stringify(text)}`);
    return new CelQuantity(nanos);
  }

  static whole(value: bigint): CelQuantity {
    return new CelQuantity(value * NANO);
  }

  compare(other: CelQuantity): bigint {
    if (this.nanos === other.nanos) return 0n;
    return this.nanos < other.nanos ? -1n : 1n;
  }

  get isInteger(): boolean {
    const whole = this.nanos / NANO;
    return this.nanos % NANO === 0n && BigInt.asIntN(64, whole) === whole;
  }

  get asInteger(): bigint {
    if (!this.isInteger) throw new CelEvaluationError('cannot convert value to integer');
    return this.nanos / NANO;
  }

  get sign(): bigint {
    return this.compare(new CelQuantity(0n));
  }

  toString(): string {
    return `${this.nanos}n`;
  }
}

const plus = (a: CelQuantity, b: CelQuantity): CelQuantity => new CelQuantity(a.nanos + b.nanos);
const minus = (a: CelQuantity, b: CelQuantity): CelQuantity => new CelQuantity(a.nanos - b.nanos);

export const QUANTITY_FUNCTIONS: readonly CelFunction[] = [
  fn('quantity', ['string'], 'quantity', (text) => CelQuantity.parse(text)),
  fn('isQuantity', ['string'], 'bool', (text) => isQuantity(text)),
  fn('sign', ['quantity'], 'int', (quantity) => quantity.sign),
  method('sign', ['quantity'], 'int', (quantity) => quantity.sign),
  method('isInteger', ['quantity'], 'bool', (quantity) => quantity.isInteger),
  method('asInteger', ['quantity'], 'int', (quantity) => quantity.asInteger),
  method('asApproximateFloat', ['quantity'], 'double', (quantity) => Number(quantity.nanos) / Number(NANO)),
  method('compareTo', ['quantity', 'quantity'], 'int', (a, b) => a.compare(b)),
  method('isLessThan', ['quantity', 'quantity'], 'bool', (a, b) => a.nanos < b.nanos),
  method('isGreaterThan', ['quantity', 'quantity'], 'bool', (a, b) => a.nanos > b.nanos),
  method('add', ['quantity', 'quantity'], 'quantity', plus),
  method('add', ['quantity', 'int'], 'quantity', (a, b) => plus(a, CelQuantity.whole(b))),
  method('sub', ['quantity', 'quantity'], 'quantity', minus),
  method('sub', ['quantity', 'int'], 'quantity', (a, b) => minus(a, CelQuantity.whole(b))),
];
