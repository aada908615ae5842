import type { FieldError } from '../../../../kube/schema/index.js';
import type { KindStrategy } from '../kind-strategy.js';
import { invalidValue } from './field-errors.js';
import { selectorErrors } from './label-rules.js';
import { objectAt, textOf } from './object-fields.js';

const PERCENT = /^[0-9]+%$/;

export const disruptionBudgetStrategy: KindStrategy = {
  nameRule: 'pathSegment',
  requiresResourceVersion: true,
  validate: (object) => {
    const spec = objectAt(object, 'spec');
    const { minAvailable, maxUnavailable } = spec;
    const hasBoth = minAvailable !== undefined && maxUnavailable !== undefined;
    return [
      ...(hasBoth ? [invalidValue(['spec'], 'minAvailable and maxUnavailable cannot be both set')] : []),
      ...shareErrors(minAvailable, 'minAvailable'),
      ...shareErrors(maxUnavailable, 'maxUnavailable'),
      ...selectorErrors(objectAt(spec, 'selector'), ['spec', 'selector']),
    ];
  },
};

/** So many pods, or such a part of them. */
function shareErrors(value: unknown, field: string): FieldError[] {
  const path = ['spec', field];
  if (value === undefined) return [];
  if (typeof value === 'number') {
    return value < 0 ? [invalidValue(path, 'must be greater than or equal to 0', value)] : [];
  }
  if (!PERCENT.test(textOf(value))) return [invalidValue(path, "a valid percent string is a number and '%'", value)];
  return Number.parseInt(textOf(value), 10) > 100 ? [invalidValue(path, 'must not be greater than 100%', value)] : [];
}
