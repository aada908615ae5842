import type { CelKind } from '../cel-type.js';
import type { CelValue } from './cel-value.js';
import { CelDuration, CelTimestamp } from './time.js';

const ORDERED: ReadonlySet<CelKind> = new Set(['bool', 'int', 'double', 'string', 'bytes', 'timestamp', 'duration']);
const NUMERIC: ReadonlySet<CelKind> = new Set(['int', 'double']);

/** Whether `<` has a meaning between two kinds. */
export function areOrdered(a: CelKind, b: CelKind): boolean {
  return (a === b && ORDERED.has(a)) || (NUMERIC.has(a) && NUMERIC.has(b));
}

/** Negative, zero or positive, or NaN; the kinds have been checked with {@link areOrdered}. */
export function compareValues(a: CelValue, b: CelValue): number {
  if (a instanceof Uint8Array) return Buffer.compare(a, b as Uint8Array);
  const [left, right] = [comparable(a), comparable(b)];
  if (left < right) return -1;
  if (left > right) return 1;
  return left <= right ? 0 : NaN;
}

function comparable(value: CelValue): number | bigint | string | boolean {
  if (value instanceof CelTimestamp || value instanceof CelDuration) return value.nanos;
  return value as number | bigint | string | boolean;
}
