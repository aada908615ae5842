import type { FieldType } from '../fields/field-type.js';
import { isJsonObject, memberOf, setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { itemElement } from './path-element.js';

/** Merges an applied configuration into a live value: maps and keyed lists by entry, everything else replaced. */
export function mergeValues(live: unknown, applied: unknown, type: FieldType): unknown {
  if (isJsonObject(applied) && isJsonObject(live) && !type.atomicMap) return mergeMembers(live, applied, type);
  if (Array.isArray(applied) && Array.isArray(live) && type.listType !== 'atomic') {
    return mergeItems(live, applied, type);
  }
  // Null stands for "nothing of mine in there" where others may have entries, and for no value elsewhere.
  return applied === null && isGranular(live, type) ? live : applied;
}

function isGranular(value: unknown, type: FieldType): boolean {
  if (Array.isArray(value)) return type.listType !== 'atomic' && value.length > 0;
  return isJsonObject(value) && !type.atomicMap && Object.keys(value).length > 0;
}

function mergeMembers(live: JsonObject, applied: JsonObject, type: FieldType): JsonObject {
  const merged: JsonObject = { ...live };
  for (const [name, value] of Object.entries(applied)) {
    const child = type.child(name);
    const current = memberOf(live, name);
    setMember(merged, name, child && current !== undefined ? mergeValues(current, value, child.type) : value);
  }
  return merged;
}

/** Applied items take the order of the configuration; items of others keep their place among them. */
function mergeItems(live: readonly unknown[], applied: readonly unknown[], type: FieldType): unknown[] {
  const liveItems = new Map(live.map((item) => [itemElement(item, type), item]));
  const appliedKeys = applied.map((item) => itemElement(item, type));
  const isApplied = new Set(appliedKeys);
  const mergeAt = (index: number): unknown => {
    const current = liveItems.get(appliedKeys[index]);
    return current === undefined ? applied[index] : mergeValues(current, applied[index], type.items());
  };

  const shared = appliedKeys.flatMap((key, index) => (liveItems.has(key) ? [index] : []));
  const merged: unknown[] = [];
  let next = 0;
  for (const item of live) {
    const key = itemElement(item, type);
    if (!isApplied.has(key)) merged.push(item);
    else if (shared.length > 0 && appliedKeys[shared[0]!] === key) {
      const end = shared.shift()! + 1;
      for (; next < end; next++) merged.push(mergeAt(next));
    }
  }
  for (; next < applied.length; next++) merged.push(mergeAt(next));
  return merged;
}
