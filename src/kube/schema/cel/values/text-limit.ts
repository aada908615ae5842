import { CelEvaluationError } from '../cel-error.js';

/** Doubling a text a few dozen times, or joining a long list of long texts, would otherwise fill the memory. */
const MAX_TEXT_LENGTH = 10_000_000;

/** @throws CelEvaluationError when a text of that length is more than an expression may build. */
export function checkTextLength(length: number): void {
  if (length > MAX_TEXT_LENGTH) throw new CelEvaluationError('string is too long');
}
