import type { FieldType } from '../fields/field-type.js';
import { isJsonObject } from '../fields/json-value.js';
import { fieldElement, itemElement } from './path-element.js';
import { nodeOf } from './field-set.js';
import type { FieldSet } from './field-set.js';

/** `value` without the paths of `removed`; what lies below a removed path goes with it. */
export function removeFields(value: unknown, removed: FieldSet, type: FieldType): unknown {
  if (removed.children.size === 0) return value;
  if (isJsonObject(value)) {
    const kept = Object.entries(value).flatMap(([name, member]) => {
      const rest = keepAt(member, removed.children.get(fieldElement(name)), type.child(name)?.type);
      return rest.map((remaining) => [name, remaining] as const);
    });
    return Object.fromEntries(kept);
  }
  if (!Array.isArray(value)) return value;
  return value.flatMap((item) => {
    const key = itemElement(item, type);
    return keepAt(item, key === undefined ? undefined : removed.children.get(key), type.items());
  });
}

/** The value as a list of one, or nothing when it goes. */
function keepAt(value: unknown, removed: FieldSet | undefined, type: FieldType | undefined): unknown[] {
  if (removed?.owned) return [];
  return [removed && type ? removeFields(value, removed, type) : value];
}

/**
 * The set with every declared field on the way to one of its paths: whoever owns `.spec.size` also holds `.spec`, so that
 * a structure goes with the last field that anyone asked for in it. Items and free keys are only held when owned.
 */
export function withDeclaredParents(set: FieldSet, type: FieldType): FieldSet {
  const children = [...set.children].map(([key, child]) => {
    const place = key.startsWith('f:') ? type.child(key.slice(2)) : { type: type.items(), declared: false };
    if (!place) return [key, child] as const;
    const completed = withDeclaredParents(child, place.type);
    return [key, { ...completed, owned: completed.owned || place.declared }] as const;
  });
  return nodeOf(set.owned, children);
}
