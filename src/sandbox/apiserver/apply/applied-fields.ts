import type { FieldType } from '../fields/field-type.js';
import { isJsonObject } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { EMPTY_SET, LEAF, nodeOf } from './field-set.js';
import type { FieldSet } from './field-set.js';
import { fieldElement, formatPath, itemElement } from './path-element.js';
import { ApplyPatchError } from './requests.js';

/**
 * The fields that an applied configuration names: its leaves, the items of its lists and the keys of its free maps.
 * @throws ApplyPatchError for fields the schema does not declare and lists whose items cannot be told apart.
 */
export function appliedFields(value: unknown, type: FieldType, path: readonly string[] = []): FieldSet {
  if (Array.isArray(value) && type.listType !== 'atomic') return itemFields(value, type, path);
  if (isJsonObject(value) && !type.atomicMap) return memberFields(value, type, path);
  return LEAF;
}

function itemFields(list: readonly unknown[], type: FieldType, path: readonly string[]): FieldSet {
  const children = new Map<string, FieldSet>();
  for (const item of list) {
    const key = itemElement(item, type);
    if (key === undefined) throw new ApplyPatchError(`an item of ${formatPath(path)} lacks the keys of its list`);
    const itemPath = [...path, key];
    if (children.has(key)) throw new ApplyPatchError(`duplicate entries for ${formatPath(itemPath)}`);
    children.set(key, { ...appliedFields(item, type.items(), itemPath), owned: true });
  }
  return children.size > 0 ? { owned: false, children } : EMPTY_SET;
}

function memberFields(object: JsonObject, type: FieldType, path: readonly string[]): FieldSet {
  const members = Object.entries(object).map(([name, value]) => {
    const key = fieldElement(name);
    const memberPath = [...path, key];
    const child = type.child(name);
    if (!child) throw new ApplyPatchError(`${formatPath(memberPath)}: field not declared in schema`);
    const fields = appliedFields(value, child.type, memberPath);
    const owned = fields.owned || !child.declared || isEmptyObject(value);
    return [key, { ...fields, owned }] as const;
  });
  return nodeOf(false, members);
}

/** An empty object has no leaf that could stand for it. */
function isEmptyObject(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}
