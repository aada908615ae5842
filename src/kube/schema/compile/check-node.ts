import { isJsonObject, type JsonObject } from '../json-object.js';
import type { Report } from './report.js';
import type { SchemaNode } from './schema-node.js';
import { wrongType } from './type-check.js';

/** Judges a value by everything except CEL. The walk is as deep as the schema, however deep the value is. */
export function checkNode(node: SchemaNode, value: unknown, report: Report): void {
  if (value === null && node.schema.nullable) return;
  if (node.accepts && !node.accepts(value)) return report.fail(wrongType(node.schema, value));
  const before = report.findings.length;
  for (const check of node.checks) check(value, report);
  if (node.schema.format === 'password') hideValues(report, before);
  if (Array.isArray(value)) checkItems(node, value, report);
  else if (isJsonObject(value)) checkFields(node, value, report);
}

function checkItems({ items }: SchemaNode, value: readonly unknown[], report: Report): void {
  if (!items) return;
  value.forEach((item, index) => {
    report.enter(index);
    checkNode(items, item, report);
    report.leave();
  });
}

function checkFields(node: SchemaNode, value: JsonObject, report: Report): void {
  if (node.properties.size === 0 && !node.additional) return;
  for (const key of Object.keys(value)) {
    const field = node.properties.get(key) ?? node.additional;
    if (!field) continue;
    report.enter(key);
    checkNode(field, value[key], report);
    report.leave();
  }
}

function hideValues(report: Report, from: number): void {
  report.findings = report.findings.map((finding, index) => {
    if (index < from) return finding;
    const { badValue: _hidden, ...error } = finding.error;
    return { ...finding, error };
  });
}
