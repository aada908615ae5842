import {
  bytesMap,
  int,
  json,
  listMap,
  message,
  messages,
  optionalBool,
  optionalInt,
  string,
  stringMap,
  strings,
  time,
} from './field-forms.js';
import type { Message } from './field-forms.js';

/**
 * The messages that kubectl 1.32 and later send as protobuf, by kind. Field numbers are those of the published
 * Kubernetes API; fields that the server sets (`status`) are left out: empty, as a client sends them, they are passed over.
 */

const OWNER_REFERENCE: Message = {
  1: string('kind'),
  3: string('name'),
  4: string('uid'),
  5: string('apiVersion'),
  6: optionalBool('controller'),
  7: optionalBool('blockOwnerDeletion'),
};

const MANAGED_FIELDS: Message = {
  1: string('manager'),
  2: string('operation'),
  3: string('apiVersion'),
  4: time('time'),
  6: string('fieldsType'),
  7: json('fieldsV1'),
  8: string('subresource'),
};

const OBJECT_META = message('metadata', {
  1: string('name'),
  2: string('generateName'),
  3: string('namespace'),
  5: string('uid'),
  6: string('resourceVersion'),
  7: int('generation'),
  8: time('creationTimestamp'),
  9: time('deletionTimestamp'),
  10: optionalInt('deletionGracePeriodSeconds'),
  11: stringMap('labels'),
  12: stringMap('annotations'),
  13: messages('ownerReferences', OWNER_REFERENCE),
  14: strings('finalizers'),
  17: messages('managedFields', MANAGED_FIELDS),
});

const OBJECT_REFERENCE: Message = {
  1: string('kind'),
  2: string('namespace'),
  3: string('name'),
  4: string('uid'),
  5: string('apiVersion'),
  6: string('resourceVersion'),
  7: string('fieldPath'),
};

const POLICY_RULES = messages('rules', {
  1: strings('verbs'),
  2: strings('apiGroups'),
  3: strings('resources'),
  4: strings('resourceNames'),
  5: strings('nonResourceURLs'),
});

const SELECTOR_REQUIREMENT: Message = { 1: string('key'), 2: string('operator'), 3: strings('values') };

const AGGREGATION_RULE = message('aggregationRule', {
  1: messages('clusterRoleSelectors', {
    1: stringMap('matchLabels'),
    2: messages('matchExpressions', SELECTOR_REQUIREMENT),
  }),
});

const BINDING: Message = {
  1: OBJECT_META,
  2: messages('subjects', { 1: string('kind'), 2: string('apiGroup'), 3: string('name'), 4: string('namespace') }),
  3: message('roleRef', { 1: string('apiGroup'), 2: string('kind'), 3: string('name') }),
};

const SELECTOR_ATTRIBUTES: Message = { 1: string('rawSelector'), 2: messages('requirements', SELECTOR_REQUIREMENT) };

const RESOURCE_ATTRIBUTES = message('resourceAttributes', {
  1: string('namespace'),
  2: string('verb'),
  3: string('group'),
  4: string('version'),
  5: string('resource'),
  6: string('subresource'),
  7: string('name'),
  8: message('fieldSelector', SELECTOR_ATTRIBUTES),
  9: message('labelSelector', SELECTOR_ATTRIBUTES),
});

const NON_RESOURCE_ATTRIBUTES = message('nonResourceAttributes', { 1: string('path'), 2: string('verb') });

const SUBJECT_ACCESS_REVIEW: Message = {
  1: OBJECT_META,
  2: message('spec', {
    1: RESOURCE_ATTRIBUTES,
    2: NON_RESOURCE_ATTRIBUTES,
    3: string('user'),
    4: strings('groups'),
    5: listMap('extra'),
    6: string('uid'),
  }),
};

const TOKEN_REQUEST_SPEC = message('spec', {
  1: strings('audiences'),
  3: message('boundObjectRef', { 1: string('kind'), 2: string('apiVersion'), 3: string('name'), 4: string('uid') }),
  4: optionalInt('expirationSeconds'),
});

const DELETE_OPTIONS: Message = {
  1: optionalInt('gracePeriodSeconds'),
  2: message('preconditions', { 1: string('uid'), 2: string('resourceVersion') }),
  3: optionalBool('orphanDependents'),
  4: string('propagationPolicy'),
  5: strings('dryRun'),
};

/** Every kind that is decoded. */
export const DECODED_KINDS: ReadonlyMap<string, Message> = new Map<string, Message>([
  ['Namespace', { 1: OBJECT_META, 2: message('spec', { 1: strings('finalizers') }) }],
  ['ConfigMap', { 1: OBJECT_META, 2: stringMap('data'), 3: bytesMap('binaryData'), 4: optionalBool('immutable') }],
  [
    'Secret',
    {
      1: OBJECT_META,
      2: bytesMap('data'),
      3: string('type'),
      4: stringMap('stringData'),
      5: optionalBool('immutable'),
    },
  ],
  [
    'ServiceAccount',
    {
      1: OBJECT_META,
      2: messages('secrets', OBJECT_REFERENCE),
      3: messages('imagePullSecrets', { 1: string('name') }),
      4: optionalBool('automountServiceAccountToken'),
    },
  ],
  ['Role', { 1: OBJECT_META, 2: POLICY_RULES }],
  ['ClusterRole', { 1: OBJECT_META, 2: POLICY_RULES, 3: AGGREGATION_RULE }],
  ['RoleBinding', BINDING],
  ['ClusterRoleBinding', BINDING],
  ['TokenRequest', { 1: OBJECT_META, 2: TOKEN_REQUEST_SPEC }],
  ['TokenReview', { 1: OBJECT_META, 2: message('spec', { 1: string('token'), 2: strings('audiences') }) }],
  ['SelfSubjectReview', { 1: OBJECT_META }],
  [
    'SelfSubjectAccessReview',
    { 1: OBJECT_META, 2: message('spec', { 1: RESOURCE_ATTRIBUTES, 2: NON_RESOURCE_ATTRIBUTES }) },
  ],
  ['SelfSubjectRulesReview', { 1: OBJECT_META, 2: message('spec', { 1: string('namespace') }) }],
  ['SubjectAccessReview', SUBJECT_ACCESS_REVIEW],
  ['LocalSubjectAccessReview', SUBJECT_ACCESS_REVIEW],
  ['DeleteOptions', DELETE_OPTIONS],
  ['Eviction', { 1: OBJECT_META, 2: message('deleteOptions', DELETE_OPTIONS) }],
]);
