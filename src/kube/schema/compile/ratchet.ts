import type { FieldPath } from '../field-error.js';
import { jsonEqual } from '../json-equal.js';
import { getOwn, isJsonObject } from '../json-object.js';
import { correlateField, correlateItems } from './correlate.js';
import type { Finding } from './report.js';
import type { SchemaNode } from './schema-node.js';

/** Drops what an update did not cause: findings of nodes whose value is what it was before. */
export function ratchet(node: SchemaNode, findings: readonly Finding[], value: unknown, old: unknown): Finding[] {
  return findings.filter(({ origin }) => !isUnchanged(node, origin, value, old));
}

/** Follows the path as far as the old value correlates; equality there settles everything below. */
function isUnchanged(root: SchemaNode, path: FieldPath, value: unknown, old: unknown): boolean {
  let at: Step = { node: root, value, old };
  for (const step of path) {
    const next = descend(at, step);
    if (next.old === undefined) break;
    at = next;
  }
  return jsonEqual(at.value, at.old);
}

interface Step {
  readonly node: SchemaNode | undefined;
  readonly value: unknown;
  readonly old: unknown;
}

function descend({ node, value, old }: Step, step: string | number): Step {
  if (typeof step === 'number') {
    const item = Array.isArray(value) ? (value[step] as unknown) : undefined;
    return { node: node?.items, value: item, old: node && correlateItems(node.schema, old)(item) };
  }
  const child = isJsonObject(value) ? getOwn(value, step) : undefined;
  return { node: node?.properties.get(step) ?? node?.additional, value: child, old: correlateField(old, step) };
}
