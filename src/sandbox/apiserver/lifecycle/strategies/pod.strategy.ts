import type { FieldError } from '../../../../kube/schema/index.js';
import type { KindStrategy } from '../kind-strategy.js';

/** Pods do not run here: one begins as Pending and is whatever its status is made to say. */
export const podStrategy: KindStrategy = {
  prepareCreate: (object) => ({
    ...object,
    spec: { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', serviceAccountName: 'default', ...object.spec },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  }),
  validate: (object): FieldError[] => {
    const containers = object.spec?.['containers'];
    if (Array.isArray(containers) && containers.length > 0) return [];
    return [{ path: ['spec', 'containers'], type: 'FieldValueRequired', detail: '' }];
  },
};
