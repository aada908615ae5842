import { findCoreList } from '../fields/core-lists.js';
import { cloneJson, isJsonObject, memberOf, sameJson, setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { malformedPatch } from './patch-error.js';
import { itemIdentity, readDirectives } from './strategic-directives.js';
import type { Directives } from './strategic-directives.js';
import { orderItems } from './strategic-order.js';

/**
 * Merges `patch` into `live`, an object of the built-in `kind`, whose lists merge by the keys of that kind.
 * Neither argument is changed. @throws PatchError for directives and items that make no sense.
 */
export function strategicMergePatch(live: JsonObject, patch: JsonObject, kind: string): JsonObject {
  return mergeObjects(live, patch, kind);
}

function mergeObjects(live: JsonObject, patch: JsonObject, kind: string): JsonObject {
  const directives = readDirectives(patch);
  if (directives.action === 'delete') return {};
  if (directives.action === 'replace') return cloneJson(directives.members);
  const merged = retain(live, directives);
  for (const [field, value] of Object.entries(directives.members)) {
    if (value === null) delete merged[field];
    else setMember(merged, field, mergeValues(memberOf(merged, field), value, { kind, field, directives }));
  }
  applyListDirectives(merged, directives, kind);
  return merged;
}

function retain(live: JsonObject, { retained, members }: Directives): JsonObject {
  if (!retained) return { ...live };
  const stray = Object.keys(members).find((key) => members[key] !== null && !retained.includes(key));
  if (stray) throw malformedPatch(`"$retainKeys" does not list "${stray}", which the same patch sets`);
  return Object.fromEntries(Object.entries(live).filter(([key]) => retained.includes(key)));
}

interface FieldPlace {
  readonly kind: string;
  readonly field: string;
  readonly directives: Directives;
}

function mergeValues(live: unknown, patch: unknown, place: FieldPlace): unknown {
  if (isJsonObject(patch)) return mergeObjects(isJsonObject(live) ? live : {}, patch, place.kind);
  if (Array.isArray(patch)) return mergeLists(Array.isArray(live) ? live : [], patch, place);
  return patch;
}

function mergeLists(live: readonly unknown[], patch: readonly unknown[], { kind, field }: FieldPlace): unknown[] {
  const list = findCoreList(kind, field);
  if (list?.mergeKey) return mergeItems(live, patch, list.mergeKey, kind);
  if (list?.set) return [...live, ...patch.filter((item) => !live.includes(item))];
  return cloneJson([...patch]);
}

function mergeItems(live: readonly unknown[], patch: readonly unknown[], mergeKey: string, kind: string): unknown[] {
  const items = patch.map(requireObject);
  const instructed = items.map(readDirectives);
  if (instructed.some(({ action, members }) => action === 'replace' && Object.keys(members).length === 0)) {
    return instructed.map(({ members }) => members).filter((members) => Object.keys(members).length > 0);
  }
  const merged = new Map(live.map((item) => [itemIdentity(item, mergeKey), item]));
  for (const [index, item] of items.entries()) {
    const identity = itemIdentity(item, mergeKey);
    const { action } = instructed[index]!;
    const current = merged.get(identity);
    if (action === 'delete') merged.delete(identity);
    else merged.set(identity, mergeObjects(isJsonObject(current) ? current : {}, item, kind));
  }
  return [...merged.values()];
}

function requireObject(item: unknown): JsonObject {
  if (!isJsonObject(item)) throw malformedPatch('an item of a merged list in the patch must be an object');
  return item;
}

function applyListDirectives(merged: JsonObject, { deletions, orders }: Directives, kind: string): void {
  for (const [field, deleted] of deletions) {
    const list = memberOf(merged, field);
    if (!Array.isArray(list)) continue;
    const kept = list.filter((item) => !deleted.some((gone) => sameJson(gone, item)));
    setMember(merged, field, kept);
  }
  for (const [field, order] of orders) {
    const list = memberOf(merged, field);
    if (!Array.isArray(list)) continue;
    const mergeKey = findCoreList(kind, field)?.mergeKey;
    const identityOf = (item: unknown): unknown => itemIdentity(item, mergeKey);
    setMember(merged, field, orderItems(list, order.map(identityOf), identityOf));
  }
}
