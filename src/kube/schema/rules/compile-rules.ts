import { CelCompileError } from '../cel/cel-error.js';
import { asResource, optionalOf, typeOfSchema } from '../cel/cel-type.js';
import { compileExpression, type Expression } from '../cel/compile/expression.js';
import type { Variable } from '../cel/compile/scope.js';
import type { FieldPath } from '../field-error.js';
import type { StructuralSchema, ValidationRule } from '../structural-schema.js';
import { invalid } from '../compile/value-checks.js';
import type { Report } from '../compile/report.js';
import type { CompiledRule } from './compiled-rule.js';
import { parseFieldPath, schemaHasPath } from './field-path-syntax.js';

const REASONS: ReadonlySet<string> = new Set([
  'FieldValueInvalid',
  'FieldValueForbidden',
  'FieldValueRequired',
  'FieldValueDuplicate',
]);

/** Compiles the rules of one node; what is wrong with one is reported at its place, and the rule is left out. */
export function compileRules(schema: StructuralSchema, isRoot: boolean, report: Report): CompiledRule[] {
  const rules = schema['x-kubernetes-validations'] ?? [];
  const visible = isRoot && schema.type === 'object' ? asResource(schema) : schema;
  report.enter('x-kubernetes-validations');
  const compiled = rules.flatMap((rule, index) => {
    report.enter(index);
    const one = compileRule(rule, visible, report);
    report.leave();
    return one ? [one] : [];
  });
  report.leave();
  return compiled;
}

function compileRule(rule: ValidationRule, schema: StructuralSchema, report: Report): CompiledRule | undefined {
  const before = report.findings.length;
  const variables = variablesOf(rule, schema);
  const condition = compilePart(report, 'rule', rule.rule, { variables, kind: 'bool' });
  const message = rule.messageExpression
    ? compilePart(report, 'messageExpression', rule.messageExpression, { variables, kind: 'string' })
    : undefined;
  checkWording(rule, report);
  const fieldPath = resolveFieldPath(rule, schema, report);
  if (!condition || report.findings.length > before) return undefined;
  const usesOldSelf = condition.mentions.has('oldSelf');
  return { rule, condition, message, usesOldSelf, fieldPath, schema };
}

function variablesOf({ optionalOldSelf }: ValidationRule, schema: StructuralSchema): readonly Variable[] {
  const type = typeOfSchema(schema);
  return [
    { name: 'self', type },
    { name: 'oldSelf', type: optionalOldSelf ? optionalOf(type) : type },
  ];
}

interface Expected {
  readonly variables: readonly Variable[];
  readonly kind: 'bool' | 'string';
}

function compilePart(report: Report, step: string, text: unknown, expected: Expected): Expression | undefined {
  if (typeof text !== 'string' || text.trim() === '') {
    report.failAt(step, { type: 'FieldValueRequired', detail: `${step} must not be empty` });
    return undefined;
  }
  try {
    const expression = compileExpression(text, expected.variables);
    const { kind } = expression.type;
    if (kind === expected.kind || kind === 'dyn') return expression;
    report.failAt(step, invalid(text, `must evaluate to a ${expected.kind}, not to '${kind}'`));
  } catch (error) {
    if (!(error instanceof CelCompileError)) throw error;
    report.failAt(step, invalid(text, `compilation failed: ${error.message}`));
  }
  return undefined;
}

function checkWording({ rule, message, messageExpression, reason }: ValidationRule, report: Report): void {
  if (message !== undefined && !/^.*\S.*$/.test(message)) {
    report.failAt('message', invalid(message, 'message must be one line of text'));
  }
  if (typeof rule === 'string' && rule.trim().includes('\n') && !message && !messageExpression) {
    report.failAt('message', {
      type: 'FieldValueRequired',
      detail: 'message must be specified for a rule of several lines',
    });
  }
  if (reason !== undefined && !REASONS.has(reason)) {
    const allowed = [...REASONS];
    report.failAt('reason', { type: 'FieldValueNotSupported', badValue: reason, allowed, detail: '' });
  }
}

function resolveFieldPath({ fieldPath }: ValidationRule, schema: StructuralSchema, report: Report): FieldPath {
  if (!fieldPath) return [];
  const path = parseFieldPath(fieldPath);
  if (path && schemaHasPath(schema, path)) return path;
  report.failAt('fieldPath', invalid(fieldPath, 'fieldPath must be a valid path'));
  return [];
}
