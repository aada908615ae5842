import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { isDnsLabel } from '../validate-metadata.js';
import { forbidden, immutable, invalidValue } from './field-errors.js';
import { templateMatchErrors } from './label-rules.js';
import { isEmpty, objectAt, objectsIn, textOf } from './object-fields.js';
import { podTemplateErrors } from './pod-spec.rules.js';
import type { PodRules } from './pod-spec.rules.js';

const TEMPLATE = ['spec', 'template'];
/** Their pods are started again whatever happens. */
const ALWAYS: PodRules = { restartPolicies: ['Always'] };

/** A Deployment or a ReplicaSet: which pods are its own is settled when it is made. */
export const replicatedStrategy: KindStrategy = {
  prepareCreate: withReplicas,
  prepareUpdate: withReplicas,
  validate: (object, live) => [
    ...workloadErrors(object, ALWAYS),
    ...(live && !isDeepStrictEqual(object.spec?.['selector'], live.spec?.['selector'])
      ? [immutable(['spec', 'selector'], object.spec?.['selector'])]
      : []),
  ],
};

const STATEFUL_CHANGES = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** Its names become those of pods, as their host names. */
export const statefulSetStrategy: KindStrategy = {
  nameRule: 'label',
  prepareCreate: withReplicas,
  prepareUpdate: withReplicas,
  validate: (object, live) => [
    ...workloadErrors(object, { ...ALWAYS, hasClaims: true }),
    ...serviceNameErrors(object, live),
    ...(live && !isDeepStrictEqual(settledFields(object), settledFields(live))
      ? [forbidden(['spec'], `updates to fields other than ${STATEFUL_CHANGES.join(', ')} are forbidden`)]
      : []),
  ],
};

/** Judged when it is given: what came before stays as it is. */
function serviceNameErrors({ spec }: UntypedObject, live: UntypedObject | undefined): FieldError[] {
  const serviceName = spec?.['serviceName'];
  if (live || isEmpty(serviceName) || isDnsLabel(textOf(serviceName))) return [];
  return [invalidValue(['spec', 'serviceName'], 'must be a lowercase RFC 1123 label', serviceName)];
}

function withReplicas(object: UntypedObject): UntypedObject {
  if (object.spec?.['replicas'] !== undefined) return object;
  return { ...object, spec: { ...object.spec, replicas: 1 } };
}

function workloadErrors(object: UntypedObject, rules: PodRules): FieldError[] {
  const spec = objectAt(object, 'spec');
  const replicas = Number(spec['replicas'] ?? 0);
  return [
    ...(replicas < 0 ? [invalidValue(['spec', 'replicas'], 'must be greater than or equal to 0', replicas)] : []),
    ...templateMatchErrors(spec),
    ...podTemplateErrors(objectAt(spec, 'template'), TEMPLATE, rules),
  ];
}

/** What stays for good, with the defaults that clients leave out when they write again. */
function settledFields(object: UntypedObject): JsonObject {
  const spec = objectAt(object, 'spec');
  const settled = Object.entries(spec).filter(([field]) => !STATEFUL_CHANGES.includes(field));
  return {
    podManagementPolicy: 'OrderedReady',
    serviceName: '',
    ...Object.fromEntries(settled),
    volumeClaimTemplates: objectsIn(spec, 'volumeClaimTemplates').map((claim) => ({
      name: objectAt(claim, 'metadata')['name'],
      spec: { volumeMode: 'Filesystem', ...objectAt(claim, 'spec') },
    })),
  };
}
