import { matchesLabels } from '../../../kube/meta/index.js';
import type { LabelRequirement } from '../../../kube/meta/index.js';

/** meta/v1 LabelSelector, the form in which objects carry selectors. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

const OPERATORS: Readonly<Record<LabelSelectorRequirement['operator'], LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notIn',
  Exists: 'exists',
  DoesNotExist: 'notExists',
};

export const LABEL_SELECTOR_OPERATORS: readonly string[] = Object.keys(OPERATORS);

/** True for every object when the selector is absent or empty. */
export function matchesLabelSelector(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  return matchesLabels(requirementsOf(selector), labels);
}

function requirementsOf(selector: LabelSelector | undefined): LabelRequirement[] {
  const equalities = Object.entries(selector?.matchLabels ?? {}).map(([key, value]): LabelRequirement => ({
    key,
    operator: 'in',
    values: [value],
  }));
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }): LabelRequirement => ({
    key,
    operator: OPERATORS[operator],
    values,
  }));
  return [...equalities, ...expressions];
}
