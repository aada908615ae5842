import type { KindStrategy } from '../kind-strategy.js';
import { invalidValue } from './field-errors.js';
import { objectAt } from './object-fields.js';

export const leaseStrategy: KindStrategy = {
  requiresResourceVersion: true,
  validate: (object) => {
    const { leaseDurationSeconds = 1, leaseTransitions = 0 } = objectAt(object, 'spec');
    const path = (field: string): string[] => ['spec', field];
    return [
      ...(Number(leaseDurationSeconds) > 0
        ? []
        : [invalidValue(path('leaseDurationSeconds'), 'must be greater than 0', leaseDurationSeconds)]),
      ...(Number(leaseTransitions) >= 0
        ? []
        : [invalidValue(path('leaseTransitions'), 'must be greater than or equal to 0', leaseTransitions)]),
    ];
  },
};
