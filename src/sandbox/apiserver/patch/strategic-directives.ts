import { isJsonObject } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { malformedPatch } from './patch-error.js';

const DELETE_FROM = '$deleteFromPrimitiveList/';
const ELEMENT_ORDER = '$setElementOrder/';
const RETAIN_KEYS = '$retainKeys';
const PATCH = '$patch';

/** One object of a strategic merge patch, its instructions told apart from its members. */
export interface Directives {
  readonly action: 'merge' | 'replace' | 'delete';
  readonly members: JsonObject;
  /** By list: the scalars to take out. */
  readonly deletions: ReadonlyMap<string, readonly unknown[]>;
  /** By list: the order asked for, as scalars or as objects that hold the merge key. */
  readonly orders: ReadonlyMap<string, readonly unknown[]>;
  readonly retained?: readonly unknown[];
}

/** @throws PatchError 400 for a directive that is unknown or of the wrong type. */
export function readDirectives(patch: JsonObject): Directives {
  const entries = Object.entries(patch);
  return {
    action: readAction(patch),
    members: Object.fromEntries(entries.filter(([key]) => !isDirective(key))),
    deletions: listsAfter(entries, DELETE_FROM),
    orders: listsAfter(entries, ELEMENT_ORDER),
    ...(Object.hasOwn(patch, RETAIN_KEYS) ? { retained: listOf(RETAIN_KEYS, patch[RETAIN_KEYS]) } : {}),
  };
}

function readAction(patch: JsonObject): Directives['action'] {
  const action = Object.hasOwn(patch, PATCH) ? patch[PATCH] : 'merge';
  if (action === 'merge' || action === 'replace' || action === 'delete') return action;
  throw malformedPatch(`unknown value of "${PATCH}" in a strategic merge patch: ${JSON.stringify(action)}`);
}

/** Free keys (labels, data) may hold a dollar; only these four forms instruct. */
function isDirective(key: string): boolean {
  return key === PATCH || key === RETAIN_KEYS || key.startsWith(DELETE_FROM) || key.startsWith(ELEMENT_ORDER);
}

function listsAfter(entries: [string, unknown][], prefix: string): Map<string, readonly unknown[]> {
  const matching = entries.filter(([key]) => key.startsWith(prefix));
  return new Map(matching.map(([key, value]) => [key.slice(prefix.length), listOf(key, value)]));
}

function listOf(directive: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw malformedPatch(`"${directive}" in a strategic merge patch must be a list`);
  return value;
}

/** The identity of a list's item: its merge key, or itself where the list holds scalars. */
export function itemIdentity(item: unknown, mergeKey: string | undefined): unknown {
  if (mergeKey === undefined) return item;
  const key = isJsonObject(item) && Object.hasOwn(item, mergeKey) ? item[mergeKey] : undefined;
  if (key === undefined || key === null) throw malformedPatch(`an item of the patch lacks its merge key "${mergeKey}"`);
  return key;
}
