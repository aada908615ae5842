import { checkNode } from '../compile/check-node.js';
import { Report, type Finding } from '../compile/report.js';
import type { SchemaNode } from '../compile/schema-node.js';
import { invalid } from '../compile/value-checks.js';
import { applyDefaults } from '../defaults.js';
import { formatFieldError } from '../field-error-format.js';
import { prune } from '../prune.js';
import { RuleRun } from '../rules/run-rules.js';

/** A default that its own schema would prune or refuse would break every object it lands in. */
export function checkDefaultValues(node: SchemaNode, report: Report): void {
  if (node.schema.default !== undefined) checkDefault(node, report);
  for (const [name, field] of node.properties) {
    report.enter('properties');
    descend(field, name, report);
    report.leave();
  }
  if (node.additional) descend(node.additional, 'additionalProperties', report);
  if (node.items) descend(node.items, 'items', report);
}

function descend(node: SchemaNode, step: string, report: Report): void {
  report.enter(step);
  checkDefaultValues(node, report);
  report.leave();
}

function checkDefault(node: SchemaNode, report: Report): void {
  const { schema } = node;
  const { unknownFields } = prune(schema, schema.default, { root: false });
  if (unknownFields.length > 0) {
    return report.failAt(
      'default',
      invalid(schema.default, `must not have unknown fields: ${unknownFields.join(', ')}`),
    );
  }
  for (const { error } of judge(node, applyDefaults(schema, schema.default, { root: false }))) {
    report.failAt('default', invalid(schema.default, `must be valid: ${formatFieldError(error)}`));
  }
}

function judge(node: SchemaNode, value: unknown): readonly Finding[] {
  const report = new Report();
  checkNode(node, value, report);
  if (report.findings.length === 0) new RuleRun(report).visit(node, { value, old: undefined });
  return report.findings;
}
