import { compileRules } from '../rules/compile-rules.js';
import type { StructuralSchema } from '../structural-schema.js';
import { junctorChecks } from './junctor-checks.js';
import type { Report } from './report.js';
import type { Check, SchemaNode } from './schema-node.js';
import { structureChecks } from './structure-checks.js';
import { typeCheck } from './type-check.js';
import { invalid, valueChecks } from './value-checks.js';

/** Turns a schema into a node, reporting patterns and rules that do not compile. The schema is known to be structural. */
export function buildNode(schema: StructuralSchema, report: Report, isRoot = false): SchemaNode {
  const properties = buildProperties(schema, report);
  const items = buildChild(schema.items, ['items'], report);
  const additional =
    typeof schema.additionalProperties === 'object'
      ? buildChild(schema.additionalProperties, ['additionalProperties'], report)
      : undefined;
  const rules = compileRules(schema, isRoot, report);
  const children = [...properties.values(), items, additional];
  return {
    schema,
    accepts: typeCheck(schema),
    checks: buildChecks(schema, report),
    properties,
    additional,
    items,
    rules,
    hasRules: rules.length > 0 || children.some((child) => child?.hasRules === true),
  };
}

function buildProperties({ properties = {} }: StructuralSchema, report: Report): Map<string, SchemaNode> {
  const entries = Object.entries(properties).map(([name, field]) => {
    return [name, buildChild(field, ['properties', name], report)] as const;
  });
  return new Map(entries);
}

function buildChild(schema: StructuralSchema, steps: readonly (string | number)[], report: Report): SchemaNode;
function buildChild(
  schema: StructuralSchema | undefined,
  steps: readonly (string | number)[],
  report: Report,
): SchemaNode | undefined;
function buildChild(
  schema: StructuralSchema | undefined,
  steps: readonly (string | number)[],
  report: Report,
): SchemaNode | undefined {
  if (!schema) return undefined;
  for (const step of steps) report.enter(step);
  const node = buildNode(schema, report);
  for (const _ of steps) report.leave();
  return node;
}

function buildChecks(schema: StructuralSchema, report: Report): readonly Check[] {
  return [
    ...buildValueChecks(schema, report),
    ...structureChecks(schema),
    ...junctorChecks(schema, (branch, steps) => buildChild(branch, steps, report)),
  ];
}

function buildValueChecks(schema: StructuralSchema, report: Report): readonly Check[] {
  try {
    return valueChecks(schema);
  } catch (error) {
    report.failAt(
      'pattern',
      invalid(schema.pattern, `must be a valid regular expression: ${(error as Error).message}`),
    );
    return [];
  }
}
