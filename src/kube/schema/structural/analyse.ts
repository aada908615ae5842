import { buildNode } from '../compile/build-node.js';
import { Report } from '../compile/report.js';
import type { SchemaNode } from '../compile/schema-node.js';
import { invalid } from '../compile/value-checks.js';
import type { FieldError } from '../field-error.js';
import { isJsonObject } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { checkDefaultValues } from './default-values.js';
import { checkJunctors } from './junctors.js';
import { checkContainers, checkExtensions, checkKeywords, checkType, isSchemaTree } from './keywords.js';
import { checkListType } from './list-types.js';
import { walkSchema } from './schema-walk.js';

/** What is known of a schema after looking at all of it; there is a node only when nothing is wrong. */
export interface Analysis {
  readonly errors: readonly FieldError[];
  readonly node: SchemaNode | undefined;
}

/** Deeper than any real definition, shallow enough to recurse. */
const MAX_DEPTH = 100;
const NODE_CHECKS = [checkKeywords, checkType, checkContainers, checkExtensions, checkListType, checkJunctors];

const analyses = new WeakMap<StructuralSchema, Analysis>();

/** Judges and compiles, once per schema object. */
export function analyse(schema: StructuralSchema): Analysis {
  const known = analyses.get(schema);
  if (known) return known;
  const analysis = inspect(schema);
  if (isJsonObject(schema)) analyses.set(schema, analysis);
  return analysis;
}

function inspect(schema: StructuralSchema): Analysis {
  const report = new Report();
  if (!isSchemaTree(schema, MAX_DEPTH)) {
    report.fail(invalid('schema', `must be schema objects all the way, nested at most ${MAX_DEPTH} deep`));
    return conclude(report);
  }
  walkSchema(schema, report, (node) => NODE_CHECKS.forEach((check) => check(node, report)));
  // Compiling takes the shape for granted, and defaults are judged by what was compiled.
  if (report.findings.length > 0) return conclude(report);
  const node = buildNode(schema, report, true);
  if (report.findings.length === 0) checkDefaultValues(node, report);
  return conclude(report, node);
}

function conclude({ findings }: Report, node?: SchemaNode): Analysis {
  return { errors: findings.map(({ error }) => error), node: findings.length === 0 ? node : undefined };
}
