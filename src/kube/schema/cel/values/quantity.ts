import { parseQuantity } from '../../../meta/index.js';
import { CelEvaluationError } from '../cel-error.js';
import type { CelObject } from './cel-value.js';

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

  get approximate(): number {
    return Number(this.nanos) / Number(NANO);
  }

  get sign(): bigint {
    return this.compare(new CelQuantity(0n));
  }

  toString(): string {
    return `${this.nanos}n`;
  }
}
