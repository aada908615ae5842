import type { StructuralSchema } from '../structural-schema.js';
import { jsonKind } from '../describe-value.js';
import { checkNode } from './check-node.js';
import type { Finding, Report } from './report.js';
import type { Check, SchemaNode } from './schema-node.js';

type Compile = (branch: StructuralSchema, steps: readonly (string | number)[]) => SchemaNode;

/** `allOf`, `anyOf`, `oneOf` and `not`. */
export function junctorChecks(schema: StructuralSchema, compile: Compile): Check[] {
  const compileAll = (name: 'allOf' | 'anyOf' | 'oneOf'): SchemaNode[] =>
    (schema[name] ?? []).map((branch, index) => compile(branch, [name, index]));
  const [all, any, one] = [compileAll('allOf'), compileAll('anyOf'), compileAll('oneOf')];
  return [
    ...(all.length > 0 ? [allOf(all)] : []),
    ...(any.length > 0 ? [anyOf(any)] : []),
    ...(one.length > 0 ? [oneOf(one)] : []),
    ...(schema.not ? [not(compile(schema.not, ['not']))] : []),
  ];
}

function allOf(branches: readonly SchemaNode[]): Check {
  return (value, report) => branches.forEach((branch) => checkNode(branch, value, report));
}

function anyOf(branches: readonly SchemaNode[]): Check {
  return (value, report) => {
    const failures = tryBranches(branches, value, report);
    if (failures.length < branches.length) return;
    refuse(report, value, 'must validate at least one schema (anyOf)');
    report.adopt(closest(failures));
  };
}

function oneOf(branches: readonly SchemaNode[]): Check {
  return (value, report) => {
    const failures = tryBranches(branches, value, report);
    const matched = branches.length - failures.length;
    if (matched === 1) return;
    const found = matched === 0 ? 'none' : `${matched} schemas`;
    refuse(report, value, `must validate one and only one schema (oneOf): found ${found} valid`);
    if (matched === 0) report.adopt(closest(failures));
  };
}

function not(branch: SchemaNode): Check {
  return (value, report) => {
    if (tryBranches([branch], value, report).length > 0) return;
    refuse(report, value, 'must not validate the schema (not)');
  };
}

/** The findings of each branch that refuses the value. */
function tryBranches(branches: readonly SchemaNode[], value: unknown, report: Report): Finding[][] {
  const attempts = branches.map((branch) => {
    const attempt = report.fork();
    checkNode(branch, value, attempt);
    return attempt.findings;
  });
  return attempts.filter((findings) => findings.length > 0);
}

/** The branch with the fewest complaints is most likely the one that was meant. */
function closest(failures: readonly Finding[][]): Finding[] {
  return failures.reduce((best, one) => (one.length < best.length ? one : best));
}

function refuse(report: Report, value: unknown, detail: string): void {
  const badValue = typeof value === 'object' ? jsonKind(value) : value;
  report.fail({ type: 'FieldValueInvalid', badValue, detail });
}
