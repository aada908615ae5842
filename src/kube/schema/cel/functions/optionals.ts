import { DYN, optionalOf, type CelType } from '../cel-type.js';
import { CelMap } from '../values/cel-map.js';
import type { CelValue } from '../values/cel-value.js';
import { CelOptional } from '../values/optional.js';
import { both, fn, method, type CelFunction } from './cel-function.js';

const content = ([optional]: readonly CelType[]): CelType => optional?.element ?? DYN;

function isZero(value: CelValue): boolean {
  if (value instanceof CelMap) return value.size === 0;
  if (Array.isArray(value) || value instanceof Uint8Array) return (value as { length: number }).length === 0;
  return value === null || value === '' || value === false || value === 0 || value === 0n;
}

export const OPTIONAL_FUNCTIONS: readonly CelFunction[] = [
  fn('optional.none', [], 'optional', () => CelOptional.none),
  fn(
    'optional.of',
    ['dyn'],
    ([type]) => optionalOf(type ?? DYN),
    (value) => CelOptional.of(value),
  ),
  fn(
    'optional.ofNonZeroValue',
    ['dyn'],
    ([type]) => optionalOf(type ?? DYN),
    (value) => (isZero(value) ? CelOptional.none : CelOptional.of(value)),
  ),
  method('hasValue', ['optional'], 'bool', (optional) => optional.hasValue),
  method('value', ['optional'], content, (optional) => optional.value),
  method(
    'or',
    ['optional', 'optional'],
    ([type]) => type ?? DYN,
    (one, other) => (one.hasValue ? one : other),
  ),
  method('orValue', ['optional', 'dyn'], content, (optional, other) => (optional.hasValue ? optional.value : other)),
  ...both('size', ['bytes'], 'int', (bytes) => BigInt(bytes.length)),
];
