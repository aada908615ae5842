import { cloneJson, isJsonObject, memberOf, setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';

/** RFC 7386: null deletes, objects merge, everything else replaces. Neither argument is changed. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return cloneJson(patch);
  const merged: JsonObject = isJsonObject(target) ? copyMembers(target) : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else setMember(merged, key, mergePatch(memberOf(merged, key), value));
  }
  return merged;
}

/** A spread, whose members stay shared with the source: they are only ever replaced. */
function copyMembers(source: JsonObject): JsonObject {
  return { ...source };
}
