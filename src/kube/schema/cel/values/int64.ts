import { CelEvaluationError } from '../cel-error.js';

const LIMIT = 2n ** 63n;

/** @throws CelEvaluationError when the number is not one of the 64-bit integers CEL has. */
export function checkInt64(value: bigint): bigint {
  if (value >= LIMIT || value < -LIMIT) throw new CelEvaluationError('integer overflow');
  return value;
}

/** Whether a JSON number is an integer to CEL; larger ones stay doubles. */
export function isInt64(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < Number(LIMIT);
}
