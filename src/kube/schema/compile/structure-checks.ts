import { canonicalJson } from '../json-equal.js';
import { getOwn, isJsonObject, type JsonObject } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import type { Check } from './schema-node.js';

/** `required`, the uniqueness that list types promise, and what an embedded resource must carry. */
export function structureChecks(schema: StructuralSchema): Check[] {
  const checks: Check[] = [];
  const required = [
    ...(schema.required ?? []),
    ...(schema['x-kubernetes-embedded-resource'] ? ['apiVersion', 'kind'] : []),
  ];
  if (required.length > 0) checks.push(requiredCheck(required));
  const listType = schema['x-kubernetes-list-type'];
  if (listType === 'set') checks.push(uniqueCheck(canonicalJson, (item) => item));
  if (listType === 'map') checks.push(mapKeyCheck(schema));
  return checks;
}

function requiredCheck(required: readonly string[]): Check {
  return (value, report) => {
    if (!isJsonObject(value)) return;
    for (const field of required) {
      if (!Object.hasOwn(value, field)) report.failAt(field, { type: 'FieldValueRequired', detail: '' });
    }
  };
}

function mapKeyCheck(schema: StructuralSchema): Check {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const pick = (item: unknown): JsonObject =>
    Object.fromEntries(keys.map((key) => [key, isJsonObject(item) ? getOwn(item, key) : undefined]));
  return uniqueCheck((item) => mapItemKey(keys, item), pick);
}

/** What tells one item of a map-list from another; items with equal keys are the same item, before and after. */
export function mapItemKey(keys: readonly string[], item: unknown): string {
  return keys.map((key) => canonicalJson(isJsonObject(item) ? getOwn(item, key) : undefined)).join('\n');
}

function uniqueCheck(identify: (item: unknown) => string, show: (item: unknown) => unknown): Check {
  return (value, report) => {
    if (!Array.isArray(value)) return;
    const seen = new Set<string>();
    value.forEach((item: unknown, index) => {
      const identity = identify(item);
      if (seen.has(identity)) report.failAt(index, { type: 'FieldValueDuplicate', badValue: show(item), detail: '' });
      seen.add(identity);
    });
  };
}
