import { Report } from './compile/report.js';
import type { FieldError } from './field-error.js';
import { isJsonObject } from './json-object.js';
import type { StructuralSchema } from './structural-schema.js';
import { analyse } from './structural/analyse.js';
import { checkRoot } from './structural/root.js';

/**
 * Everything that keeps a schema from being registered as the root schema of a CustomResourceDefinition version: what is
 * not structural, patterns and CEL rules that do not compile, defaults that do not fit. Paths are relative to the schema.
 */
export function checkStructural(schema: StructuralSchema): FieldError[] {
  const report = new Report();
  if (isJsonObject(schema)) checkRoot(schema, report);
  return [...report.findings.map(({ error }) => error), ...analyse(schema).errors];
}
