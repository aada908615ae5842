import type { CompiledSchema } from './compiled-schema.js';
import { SchemaError } from './schema-error.js';
import type { StructuralSchema } from './structural-schema.js';
import { analyse } from './structural/analyse.js';

const compiled = new WeakMap<StructuralSchema, CompiledSchema>();

/**
 * Compiles once per schema object, which must not change afterwards. Fragments compile too: the root of a CRD is judged
 * by checkStructural. @throws SchemaError listing everything wrong with the schema.
 */
export function compileSchema(schema: StructuralSchema): CompiledSchema {
  const known = compiled.get(schema);
  if (known) return known;
  const { errors, node } = analyse(schema);
  if (!node) throw new SchemaError(errors);
  const result: CompiledSchema = { schema, node };
  compiled.set(schema, result);
  return result;
}
