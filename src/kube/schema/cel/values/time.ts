import { CelEvaluationError } from '../cel-error.js';
import { isDate, isDateTime } from '../../formats/string-formats.js';
import type { CelObject } from './cel-value.js';

const NANOS_PER_SECOND = 1_000_000_000n;
const NANOS_PER_MILLI = 1_000_000n;

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: NANOS_PER_MILLI,
  s: NANOS_PER_SECOND,
  m: 60n * NANOS_PER_SECOND,
  h: 3600n * NANOS_PER_SECOND,
};

const MAX_DURATION_NANOS = 2n ** 63n;
const MIN_SECONDS = -62_135_596_800n;
const MAX_SECONDS = 253_402_300_799n;

export class CelDuration implements CelObject {
  readonly kind = 'duration';

  constructor(readonly nanos: bigint) {
    if (nanos >= MAX_DURATION_NANOS || nanos < -MAX_DURATION_NANOS) throw new CelEvaluationError('duration overflow');
  }

  /** Go's notation: `1h30m`, `-1.5s`. */
  static parse(text: string): CelDuration {
    const match =
      /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h)|0)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))*)$/.exec(
        text,
      );
    if (!match || text.length > 64) throw new CelEvaluationError(`invalid duration: ${JSON.stringify(text)}`);
    const parts = text.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|ms|s|m|h)/g);
    const total = [...parts].reduce((sum, [, whole = '', fraction = '', unit = 's']) => {
      return sum + (BigInt(`0${whole}${fraction}`) * UNITS[unit]!) / 10n ** BigInt(fraction.length);
    }, 0n);
    return new CelDuration(match[1] === '-' ? -total : total);
  }

  toString(): string {
    const fraction = (this.nanos < 0n ? -this.nanos : this.nanos) % NANOS_PER_SECOND;
    const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
    const sign = this.nanos < 0n && this.nanos > -NANOS_PER_SECOND ? '-' : '';
    return `${sign}${this.nanos / NANOS_PER_SECOND}${digits}s`;
  }
}

export class CelTimestamp implements CelObject {
  readonly kind = 'timestamp';

  constructor(readonly nanos: bigint) {
    const seconds = nanos / NANOS_PER_SECOND;
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) throw new CelEvaluationError('timestamp overflow');
  }

  /** RFC 3339, or a bare date at midnight UTC. */
  static parse(text: string): CelTimestamp {
    if (isDate(text)) return CelTimestamp.fromMillis(Date.parse(`${text}T00:00:00Z`), 0n);
    if (!isDateTime(text)) throw new CelEvaluationError(`invalid timestamp: ${JSON.stringify(text)}`);
    const digits = (/\.(\d{1,9})/.exec(text)?.[1] ?? '').padEnd(9, '0');
    const millis = Date.parse(text.toUpperCase().replace(/\.\d+/, '').replace(/:60/, ':59'));
    return CelTimestamp.fromMillis(millis, BigInt(digits));
  }

  private static fromMillis(millis: number, nanos: bigint): CelTimestamp {
    return new CelTimestamp(BigInt(millis) * NANOS_PER_MILLI + nanos);
  }

  get millis(): number {
    return Number(floorDivide(this.nanos, NANOS_PER_MILLI));
  }

  toString(): string {
    const fraction = this.nanos - floorDivide(this.nanos, NANOS_PER_SECOND) * NANOS_PER_SECOND;
    const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
    return new Date(this.millis).toISOString().replace(/\.\d+Z$/, `${digits}Z`);
  }
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
