import { isJsonObject, setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { EMPTY_SET, LEAF, nodeOf } from './field-set.js';
import type { FieldSet } from './field-set.js';
import { canonicalElement } from './path-element.js';

/** Real sets follow the depth of schemas; more is an attack on the stack. */
const MAX_DEPTH = 200;

/** Parsing is repeated for every write of an object, and stored entries never change. */
const parsed = new WeakMap<object, FieldSet>();

/** Reads a FieldsV1 tree. @throws SyntaxError when it is none. */
export function parseFieldsV1(fields: JsonObject): FieldSet {
  const known = parsed.get(fields);
  if (known) return known;
  const set = Object.keys(fields).length === 0 ? EMPTY_SET : parseNode(fields, 0);
  if (Object.isFrozen(fields)) parsed.set(fields, set);
  return set;
}

function parseNode(node: unknown, depth: number): FieldSet {
  if (!isJsonObject(node) || depth > MAX_DEPTH) throw new SyntaxError('not a FieldsV1 tree');
  const entries = Object.entries(node);
  if (entries.length === 0) return LEAF;
  return nodeOf(
    Object.hasOwn(node, '.'),
    entries
      .filter(([key]) => key !== '.')
      .map(([key, child]) => [canonicalElement(key), parseNode(child, depth + 1)] as const),
  );
}

/** Writes a set as FieldsV1, keys sorted. */
export function formatFieldsV1(set: FieldSet): JsonObject {
  const fields: JsonObject = {};
  if (set.owned && set.children.size > 0) fields['.'] = {};
  for (const key of [...set.children.keys()].sort()) setMember(fields, key, formatFieldsV1(set.children.get(key)!));
  return fields;
}
