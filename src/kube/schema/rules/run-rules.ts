import { Budget, CALL_BUDGET, OBJECT_BUDGET } from '../cel/budget.js';
import { CelBudgetError, CelEvaluationError } from '../cel/cel-error.js';
import { withinStack } from '../cel/compile-cel.js';
import type { Expression } from '../cel/compile/expression.js';
import type { CelValue } from '../cel/values/cel-value.js';
import { fromJson } from '../cel/values/json-conversion.js';
import { CelOptional } from '../cel/values/optional.js';
import { correlateField, correlateItems } from '../compile/correlate.js';
import type { Report } from '../compile/report.js';
import type { SchemaNode } from '../compile/schema-node.js';
import { formatFieldError } from '../field-error-format.js';
import type { FieldError, FieldPath } from '../field-error.js';
import { jsonEqual } from '../json-equal.js';
import { isJsonObject } from '../json-object.js';
import type { CompiledRule } from './compiled-rule.js';

/** A value and what it was before; `old` is undefined where nothing correlates. */
interface Pair {
  readonly value: unknown;
  readonly old: unknown;
}

/** The rules of one object share a budget, so that many cheap rules cannot do what one dear rule may not. */
export class RuleRun {
  readonly warnings: string[] = [];
  private remaining = OBJECT_BUDGET;

  /** Of what is `broken`, of what is within it and of what it is part of, no rule can be asked. */
  constructor(
    private readonly report: Report,
    private readonly broken: readonly Pick<FieldError, 'path'>[] = [],
  ) {}

  /**
   * Runs the rules of a node and of everything below it. `nearest` is the closest pair above that correlates: what did
   * not change there did not change here.
   */
  visit(node: SchemaNode, pair: Pair, nearest: Pair = pair): void {
    if (!node.hasRules || pair.value === null || pair.value === undefined) return;
    const anchor = pair.old === undefined ? nearest : pair;
    if (this.isSound()) for (const rule of node.rules) this.judge(rule, pair, anchor);
    if (Array.isArray(pair.value)) this.visitItems(node, pair, anchor);
    else if (isJsonObject(pair.value)) this.visitFields(node, pair, anchor);
  }

  private isSound(): boolean {
    if (this.broken.length === 0) return true;
    const here = this.report.pathTo([]);
    return !this.broken.some(({ path }) => isPartOf(here, path) || isPartOf(path, here));
  }

  private visitItems({ items, schema }: SchemaNode, { value, old }: Pair, anchor: Pair): void {
    if (!items?.hasRules) return;
    const correlate = correlateItems(schema, old);
    (value as unknown[]).forEach((item, index) => {
      this.report.enter(index);
      this.visit(items, { value: item, old: correlate(item) }, anchor);
      this.report.leave();
    });
  }

  private visitFields(node: SchemaNode, { value, old }: Pair, anchor: Pair): void {
    for (const [key, child] of Object.entries(value as object)) {
      const field = node.properties.get(key) ?? node.additional;
      if (!field?.hasRules) continue;
      this.report.enter(key);
      this.visit(field, { value: child, old: correlateField(old, key) }, anchor);
      this.report.leave();
    }
  }

  private judge(rule: CompiledRule, pair: Pair, anchor: Pair): void {
    if (rule.usesOldSelf && pair.old === undefined && !rule.rule.optionalOldSelf) return;
    const problem = this.evaluate(rule, pair);
    if (!problem) return;
    const isForgiven = !rule.usesOldSelf && anchor.old !== undefined && jsonEqual(anchor.value, anchor.old);
    if (!isForgiven) return this.report.fail(problem, rule.fieldPath);
    this.warnings.push(formatFieldError({ path: this.report.pathTo(rule.fieldPath), ...problem }));
  }

  private evaluate(rule: CompiledRule, pair: Pair): Omit<FieldError, 'path'> | undefined {
    const type = rule.rule.reason ?? 'FieldValueInvalid';
    try {
      const values = ruleValues(rule, pair);
      if (this.run(rule.condition, values) === true) return undefined;
      return { type, badValue: shownValue(rule, pair), detail: this.explain(rule, values) };
    } catch (error) {
      if (!(error instanceof CelEvaluationError)) throw error;
      return { type: 'FieldValueInvalid', badValue: rule.schema.type ?? 'any', detail: failure(error, rule) };
    }
  }

  private run(expression: Expression, values: readonly CelValue[]): CelValue {
    const granted = Math.min(CALL_BUDGET, this.remaining);
    const budget = new Budget(granted);
    try {
      return withinStack(() => expression.run(values, budget));
    } finally {
      this.remaining -= granted - Math.max(budget.left, 0);
    }
  }

  private explain(rule: CompiledRule, values: readonly CelValue[]): string {
    const fallback = rule.rule.message ?? `failed rule: ${rule.rule.rule.trim()}`;
    if (!rule.message) return fallback;
    const text = this.tryMessage(rule.message, values);
    return text === undefined || text.trim() === '' || text.includes('\n') ? fallback : text.trim();
  }

  /** A message that cannot be computed must not hide that the rule failed. */
  private tryMessage(message: Expression, values: readonly CelValue[]): string | undefined {
    try {
      const text = this.run(message, values);
      return typeof text === 'string' ? text : undefined;
    } catch (error) {
      if (error instanceof CelEvaluationError) return undefined;
      throw error;
    }
  }
}

/** Of the same place, or within it. */
const isPartOf = (whole: FieldPath, part: FieldPath): boolean => whole.every((step, index) => step === part[index]);

function ruleValues({ rule, schema }: CompiledRule, { value, old }: Pair): CelValue[] {
  const self = fromJson(value, schema);
  const before = old === undefined ? undefined : fromJson(old, schema);
  if (rule.optionalOldSelf) return [self, CelOptional.of(before)];
  return [self, before ?? null];
}

/** Objects and lists would only repeat the request, and passwords must not be repeated. */
function shownValue({ schema }: CompiledRule, { value }: Pair): unknown {
  const isHidden = typeof value === 'object' || schema.format === 'password';
  return isHidden ? undefined : value;
}

function failure(error: CelEvaluationError, { rule }: CompiledRule): string {
  if (error instanceof CelBudgetError) return `${error.message}, no further rule of this cost can be run`;
  return `${error.message} evaluating rule: ${rule.message ?? rule.rule.trim()}`;
}
