import { findCoreList } from '../fields/core-lists.js';
import type { CoreList } from '../fields/core-lists.js';
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
    else setMember(merged, field, mergeValues(memberOf(merged, field), value, findCoreList(kind, field), kind));
  }
  deleteItems(merged, directives);
  setOrders(merged, live, directives, kind);
  return merged;
}

function retain(live: JsonObject, { retained, members }: Directives): JsonObject {
  if (!retained) return { ...live };
  const stray = Object.keys(members).find((key) => members[key] !== null && !retained.includes(key));
  if (stray) throw malformedPatch(`"$retainKeys" does not list "${stray}", which the same patch sets`);
  return Object.fromEntries(Object.entries(live).filter(([key]) => retained.includes(key)));
}

function mergeValues(live: unknown, patch: unknown, list: CoreList | undefined, kind: string): unknown {
  if (isJsonObject(patch)) return mergeObjects(isJsonObject(live) ? live : {}, patch, kind);
  if (!Array.isArray(patch)) return patch;
  const current: unknown[] = Array.isArray(live) ? live : [];
  if (list?.mergeKey) return mergeItems(current, patch, list.mergeKey, kind);
  return list?.set ? mergeSet(current, patch) : cloneJson(patch);
}

/** The patch decides on the order of what it names, in sets as in keyed lists. */
function mergeSet(live: readonly unknown[], patch: readonly unknown[]): unknown[] {
  return orderItems([...new Set([...live, ...patch])], { asked: patch, live }, (item) => item);
}

function mergeItems(live: readonly unknown[], patch: readonly unknown[], mergeKey: string, kind: string): unknown[] {
  const items = patch.map((item) => ({ item: requireObject(item), ...readDirectives(requireObject(item)) }));
  if (items.some(({ action, members }) => action === 'replace' && isEmpty(members))) {
    const kept = items.filter(({ action, members }) => action !== 'delete' && !isEmpty(members));
    return kept.map(({ members }) => members);
  }
  const merged = new Map(live.map((item) => [itemIdentity(item, mergeKey), item]));
  for (const { item, action } of items) {
    const identity = itemIdentity(item, mergeKey);
    const current = merged.get(identity);
    if (action === 'delete') merged.delete(identity);
    else merged.set(identity, mergeObjects(isJsonObject(current) ? current : {}, item, kind));
  }
  const identityOf = (item: unknown): unknown => itemIdentity(item, mergeKey);
  const order = { asked: patch.map(identityOf), live: live.map(identityOf) };
  return orderItems([...merged.values()], order, identityOf);
}

const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0;

function requireObject(item: unknown): JsonObject {
  if (!isJsonObject(item)) throw malformedPatch('an item of a merged list in the patch must be an object');
  return item;
}

function deleteItems(merged: JsonObject, { deletions }: Directives): void {
  for (const [field, deleted] of deletions) {
    const list = memberOf(merged, field);
    if (!Array.isArray(list)) continue;
    const kept = list.filter((item) => !deleted.some((gone) => sameJson(gone, item)));
    setMember(merged, field, kept);
  }
}

function setOrders(merged: JsonObject, live: JsonObject, { orders, members }: Directives, kind: string): void {
  for (const [field, directive] of orders) {
    const list = memberOf(merged, field);
    if (!Array.isArray(list)) continue;
    const mergeKey = findCoreList(kind, field)?.mergeKey;
    const identityOf = (item: unknown): unknown => itemIdentity(item, mergeKey);
    const asked = directive.map(identityOf);
    requireSameOrder(field, keptItems(memberOf(members, field)).map(identityOf), asked);
    const order = { asked, live: listAt(live, field).map(identityOf) };
    setMember(merged, field, orderItems(list, order, identityOf));
  }
}

/** A patch whose list and whose order contradict each other was put together wrongly. */
function requireSameOrder(field: string, patched: readonly unknown[], asked: readonly unknown[]): void {
  let next = 0;
  for (const identity of asked) if (identity === patched[next]) next += 1;
  if (next < patched.length) throw malformedPatch(`the order of "${field}" does not match its "$setElementOrder"`);
}

function keptItems(list: unknown): unknown[] {
  const items: unknown[] = Array.isArray(list) ? list : [];
  return items.filter((item) => !isJsonObject(item) || memberOf(item, '$patch') === undefined);
}

function listAt(object: JsonObject, field: string): unknown[] {
  const list = memberOf(object, field);
  return Array.isArray(list) ? list : [];
}
