/** Kubernetes resource quantities (`500m`, `2Gi`, `1e3`), compared exactly: everything is counted in nanos, as bigint. */

const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/;

const NANO = 1_000_000_000n;

const SUFFIX_IN_NANOS: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 1_000n,
  m: 1_000_000n,
  k: NANO * 10n ** 3n,
  M: NANO * 10n ** 6n,
  G: NANO * 10n ** 9n,
  T: NANO * 10n ** 12n,
  P: NANO * 10n ** 15n,
  E: NANO * 10n ** 18n,
  Ki: NANO << 10n,
  Mi: NANO << 20n,
  Gi: NANO << 30n,
  Ti: NANO << 40n,
  Pi: NANO << 50n,
  Ei: NANO << 60n,
};

/** More would only be an attack on the arithmetic: no real quantity has an exponent near it. */
const MAX_EXPONENT = 30;
const MAX_LENGTH = 64;

/** The quantity in nanos, rounded up as Kubernetes does; undefined when the text is not a quantity. */
export function parseQuantity(text: string | number): bigint | undefined {
  const match = QUANTITY.exec(String(text));
  if (!match || String(text).length > MAX_LENGTH) return undefined;
  const [, sign, digits = '', exponent, suffix] = match;
  const power = exponent ? Number(exponent.slice(1)) : 0;
  if (Math.abs(power) > MAX_EXPONENT) return undefined;
  const nanos = toNanos(digits, suffix ? SUFFIX_IN_NANOS[suffix]! : NANO, power);
  return sign === '-' ? -nanos : nanos;
}

function toNanos(digits: string, unit: bigint, power: number): bigint {
  const [whole = '', fraction = ''] = digits.split('.');
  const scaled = BigInt((whole || '0') + fraction) * unit * 10n ** BigInt(Math.max(power, 0));
  const divisor = 10n ** BigInt(fraction.length + Math.max(-power, 0));
  return (scaled + divisor - 1n) / divisor;
}

export function isQuantity(text: string): boolean {
  return parseQuantity(text) !== undefined;
}

/**
 * Negative, zero or positive as `a` is less than, equal to or more than `b`.
 * @throws RangeError when either is not a quantity: callers compare what a schema has already accepted.
 */
export function compareQuantities(a: string | number, b: string | number): number {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (left === undefined || right === undefined)
    throw new RangeError(`not a quantity: "${left === undefined ? a : b}"`);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** True when both are quantities of the same value (`1024Mi`, `1Gi`), or the very same text. */
export function sameQuantity(a: string | number | undefined, b: string | number | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== undefined && left === right;
}
