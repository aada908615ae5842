import { isInt64 } from './cel/values/int64.js';

const MAX_DEPTH = 4;
const MAX_LENGTH = 512;

/**
 * A value as an error message shows it: JSON, or only its kind (`"object"`) when it is deep or long. Hostile input may be
 * nested deeper than the stack, so depth is checked before anything is serialised.
 */
export function describeValue(value: unknown): string {
  if (!isShallow(value, MAX_DEPTH)) return JSON.stringify(jsonKind(value));
  const text = JSON.stringify(value) ?? String(value);
  if (text.length <= MAX_LENGTH) return text;
  return typeof value === 'string' ? `${text.slice(0, MAX_LENGTH)}..."` : JSON.stringify(jsonKind(value));
}

/** The JSON Schema word for what a value is: `integer` for whole numbers of 64 bits. */
export function jsonKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return isInt64(value) ? 'integer' : 'number';
  return typeof value;
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((child) => isShallow(child, depth - 1));
}
