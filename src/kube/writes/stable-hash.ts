import { createHash } from 'node:crypto';
import { isPlainObject } from './merge-patch.js';

/** JSON with sorted keys; undefined members are left out, as on the wire. Two equal values give the same text. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) => (isPlainObject(member) ? sortKeys(member) : member)) ?? 'null'
  );
}

function sortKeys(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** SHA-256 of the canonical JSON, as hex: equal for equal values whatever the order of their keys. */
export function stableHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
