import type { CompiledSchema } from './compiled-schema.js';
import type { StructuralSchema } from './structural-schema.js';

/** Compiles once per schema object. @throws SchemaError listing everything wrong with the schema. */
export function compileSchema(_schema: StructuralSchema): CompiledSchema {
  throw new Error('compileSchema is being written');
}
