import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { forbidden } from './field-errors.js';
import { objectAt, objectsIn } from './object-fields.js';
import { podSpecErrors } from './pod-spec.rules.js';

const SPEC = ['spec'];
const DEFAULTS = { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' };
/** What a pod is, is settled when it is made, but for these. */
const CHANGEABLE = ['activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds', 'schedulingGates'];

/** Pods do not run here: one begins as Pending and is whatever its status is made to say. */
export const podStrategy: KindStrategy = {
  prepareCreate: (object) => ({
    ...object,
    spec: { ...DEFAULTS, serviceAccountName: 'default', ...object.spec },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  }),
  prepareUpdate: (next) => ({ ...next, spec: { ...DEFAULTS, ...next.spec } }),
  validate: (object, live) => [
    ...podSpecErrors(objectAt(object, 'spec'), SPEC),
    ...(live ? changeErrors(object, live) : []),
  ],
};

function changeErrors(object: UntypedObject, live: UntypedObject): FieldError[] {
  if (isDeepStrictEqual(settledFields(object), settledFields(live))) return [];
  return [
    forbidden(SPEC, `pod updates may not change fields other than images of containers, ${CHANGEABLE.join(', ')}`),
  ];
}

function settledFields(object: UntypedObject): JsonObject {
  const spec = objectAt(object, 'spec');
  const withoutImages = (field: string): JsonObject[] =>
    objectsIn(spec, field).map(({ image: _image, ...container }) => container);
  const settled = Object.entries(spec).filter(([field]) => !CHANGEABLE.includes(field));
  return {
    ...Object.fromEntries(settled),
    containers: withoutImages('containers'),
    initContainers: withoutImages('initContainers'),
  };
}
