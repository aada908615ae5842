import { checkNode } from './compile/check-node.js';
import { ratchet } from './compile/ratchet.js';
import { Report, type Finding } from './compile/report.js';
import type { CompiledSchema, ValidateOptions, ValidationResult } from './compiled-schema.js';
import type { FieldErrorType } from './field-error.js';
import { RuleRun } from './rules/run-rules.js';

/** Rules may rely on types, presence and lengths; they do not run on values that break those. */
const BLOCKING: ReadonlySet<FieldErrorType> = new Set([
  'FieldValueRequired',
  'FieldValueNotSupported',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/**
 * Judges a pruned and defaulted value. With `old`, errors at values the update did not change are dropped, and rules broken
 * by such values become warnings. Never throws on hostile values and never changes them.
 */
export function validate({ node }: CompiledSchema, value: unknown, options: ValidateOptions = {}): ValidationResult {
  const { old, tellsAll } = options;
  const report = new Report();
  checkNode(node, value, report);
  const findings = old === undefined ? report.findings : ratchet(node, report.findings, value, old);
  const broken = toErrors(findings.filter(isBlocking));
  if (broken.length > 0 && !tellsAll) return { errors: toErrors(findings), warnings: [] };
  const ruleReport = new Report();
  const run = new RuleRun(ruleReport, broken);
  run.visit(node, { value, old });
  return { errors: toErrors([...findings, ...ruleReport.findings]), warnings: run.warnings };
}

function isBlocking({ error }: Finding): boolean {
  return BLOCKING.has(error.type);
}

function toErrors(findings: readonly Finding[]): ValidationResult['errors'] {
  return findings.map(({ error }) => error);
}
