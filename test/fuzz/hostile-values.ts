import type { SeededRandom } from './seeded-random.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Names that mean something to an engine, a path syntax or a patch, and nothing to an object. */
export const HOSTILE_KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  '',
  ' ',
  '.',
  '..',
  'a/b',
  'a~1b',
  '$patch',
  '$retainKeys',
  '$setElementOrder/ports',
  '$deleteFromPrimitiveList/finalizers',
  'f:spec',
  'k:{"name":"a"}',
  'ключ',
  '\u0000',
  '\ud800',
  'x'.repeat(300),
];

export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e3',
  'null',
  'true',
  'UPPER',
  'a'.repeat(64),
  'a'.repeat(254),
  'a.b',
  'a_b',
  '-a',
  '../..',
  '%00',
  '\u0000',
  '\ud800',
  '\u202e',
  '💥',
  'line\nbreak',
  '2026-01-02T03:04:05Z',
  '2026-99-99T99:99:99Z',
  '10Gi',
  '1e999Gi',
  '${x}',
  '{{.}}',
];

const ODD_NUMBERS: readonly number[] = [0, -0, 1, -1, 0.5, 1e21, -1e21, 2 ** 31, 2 ** 53, 2 ** 63, 1e308, 5e-324];

/** Defines rather than assigns: `__proto__` is a key like any other here. */
export function withMember(object: { [key: string]: Json }, key: string, value: Json): { [key: string]: Json } {
  const copy = { ...object };
  Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
  return copy;
}

export function oddKey(random: SeededRandom): string {
  return random.chance(0.6) ? random.pick(HOSTILE_KEYS) : random.pick(ODD_TEXTS);
}

export function oddScalar(random: SeededRandom): Json {
  switch (random.int(5)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(ODD_NUMBERS);
    default:
      return random.pick(ODD_TEXTS);
  }
}

/** Any JSON value, at most so deep. */
export function oddValue(random: SeededRandom, depth = 3): Json {
  const form = depth > 0 ? random.int(8) : 7;
  if (form === 0) return random.some(4, () => oddValue(random, depth - 1));
  if (form === 1) return oddObject(random, depth - 1);
  if (form === 2) return random.pick<Json>([[], {}, [[]], [null], { '': null }]);
  return oddScalar(random);
}

function oddObject(random: SeededRandom, depth: number): Json {
  return random
    .some(4, () => oddKey(random))
    .reduce<{ [key: string]: Json }>((object, key) => withMember(object, key, oddValue(random, depth)), {});
}

/** `depth` brackets around a value. */
export function nested(depth: number, open: '[' | '{"a":', value = 'null'): string {
  return open.repeat(depth) + value + (open === '[' ? ']' : '}').repeat(depth);
}
