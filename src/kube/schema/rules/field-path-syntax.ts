import type { FieldPath } from '../field-error.js';
import { getOwn } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';

const STEP = /\.([A-Za-z_][A-Za-z0-9_-]*)|\['([^']+)'\]|\["([^"]+)"\]/y;

/** Reads `.storage['data-dir']`; undefined for anything else, and for indices: a rule blames a field, not an item. */
export function parseFieldPath(text: string): FieldPath | undefined {
  const steps: string[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (!match) return undefined;
    steps.push((match[1] ?? match[2] ?? match[3])!);
    at = STEP.lastIndex;
  }
  return steps.length > 0 ? steps : undefined;
}

/** Whether the schema has a field there. */
export function schemaHasPath(schema: StructuralSchema, path: FieldPath): boolean {
  let current: StructuralSchema | undefined = schema;
  for (const step of path) {
    const { properties, additionalProperties }: StructuralSchema = current ?? {};
    current =
      getOwn(properties, String(step)) ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  }
  return current !== undefined;
}
