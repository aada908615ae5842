import type { Json } from './hostile-values.js';

export const FUZZ_GROUP = 'fuzz.conformance.example.com';
export const FUZZ_NAMESPACE = 'fuzz';

type JsonObject = { [key: string]: Json };

/** A valid object of a kind, to be spoilt. */
export interface SeedKind {
  readonly kind: string;
  readonly collection: string;
  readonly isCustom: boolean;
  readonly hasStatus: boolean;
  readonly hasScale: boolean;
  /** What it does when it is stored would change what the other cases find. */
  readonly dryRunOnly: boolean;
  readonly make: (name: string) => JsonObject;
}

const inNamespace = (api: string, plural: string): string => `${api}/namespaces/${FUZZ_NAMESPACE}/${plural}`;

interface Traits {
  readonly apiVersion?: string;
  readonly plural: string;
  readonly clusterWide?: boolean;
  readonly isCustom?: boolean;
  readonly hasStatus?: boolean;
  readonly hasScale?: boolean;
  readonly dryRunOnly?: boolean;
}

function seed(kind: string, traits: Traits, fields: (name: string) => JsonObject): SeedKind {
  const { apiVersion = 'v1', plural, clusterWide = false } = traits;
  const { isCustom = false, hasStatus = false, hasScale = false, dryRunOnly = false } = traits;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const collection = clusterWide ? `${root}/${plural}` : inNamespace(root, plural);
  const make = (name: string): JsonObject => ({
    apiVersion,
    kind,
    metadata: { name, labels: { app: 'a' }, annotations: { note: 'n' }, finalizers: [] },
    ...fields(name),
  });
  return { kind, collection, isCustom, hasStatus, hasScale, dryRunOnly, make };
}

const container: Json = {
  name: 'c',
  image: 'i',
  ports: [{ containerPort: 80, name: 'http' }],
  env: [{ name: 'A', value: 'b' }],
};
const template: Json = { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } };
const rules: Json = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
const RBAC = 'rbac.authorization.k8s.io/v1';
const ADMISSION = 'admissionregistration.k8s.io/v1';

export const WIDGETS: SeedKind = seed(
  'Widget',
  { apiVersion: `${FUZZ_GROUP}/v1`, plural: 'widgets', isCustom: true, hasStatus: true, hasScale: true },
  () => ({
    spec: {
      size: 3,
      replicas: 1,
      mode: 'safe',
      name: 'abc',
      immutable: 'x',
      storage: { size: '1Gi' },
      window: { min: 1, max: 2 },
      tags: { a: 'b' },
      hosts: ['a', 'b'],
      ports: [{ port: 80, protocol: 'TCP', name: 'http' }],
      args: ['x'],
      affinity: { zone: 'a' },
      config: { free: { deep: [1, { a: null }] } },
      note: null,
    },
    status: { phase: 'Ready', replicas: 1, conditions: [{ type: 'Ready', status: 'True' }] },
  }),
);

export const CORE_SEEDS: readonly SeedKind[] = [
  seed('ConfigMap', { plural: 'configmaps' }, () => ({ data: { a: 'b' }, binaryData: { c: 'AAEC' } })),
  seed('Secret', { plural: 'secrets' }, () => ({ type: 'Opaque', data: { a: 'Yg==' }, stringData: { c: 'd' } })),
  seed('Service', { plural: 'services', hasStatus: true }, () => ({
    spec: { selector: { app: 'a' }, ports: [{ port: 80, name: 'http', targetPort: 'http', protocol: 'TCP' }] },
  })),
  seed('ServiceAccount', { plural: 'serviceaccounts' }, () => ({ imagePullSecrets: [{ name: 'a' }] })),
  seed('Pod', { plural: 'pods', hasStatus: true }, () => ({
    spec: { containers: [container], restartPolicy: 'Always' },
  })),
  seed('PersistentVolumeClaim', { plural: 'persistentvolumeclaims', hasStatus: true }, () => ({
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })),
  seed('StatefulSet', { apiVersion: 'apps/v1', plural: 'statefulsets', hasStatus: true, hasScale: true }, () => ({
    spec: { serviceName: 'a', replicas: 1, selector: { matchLabels: { app: 'a' } }, template },
  })),
  seed('Deployment', { apiVersion: 'apps/v1', plural: 'deployments', hasStatus: true, hasScale: true }, () => ({
    spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template },
  })),
  seed('Job', { apiVersion: 'batch/v1', plural: 'jobs', hasStatus: true }, () => ({
    spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } },
  })),
  seed('ReplicaSet', { apiVersion: 'apps/v1', plural: 'replicasets', hasStatus: true, hasScale: true }, () => ({
    spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template },
  })),
  seed('CronJob', { apiVersion: 'batch/v1', plural: 'cronjobs', hasStatus: true }, () => ({
    spec: {
      schedule: '* * * * *',
      jobTemplate: { spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } } },
    },
  })),
  seed('Lease', { apiVersion: 'coordination.k8s.io/v1', plural: 'leases' }, () => ({
    spec: { holderIdentity: 'a', leaseDurationSeconds: 15, renewTime: '2026-01-02T03:04:05.000000Z' },
  })),
  seed('Role', { apiVersion: RBAC, plural: 'roles' }, () => ({ rules })),
  seed('ClusterRole', { apiVersion: RBAC, plural: 'clusterroles', clusterWide: true }, () => ({ rules })),
  seed('RoleBinding', { apiVersion: RBAC, plural: 'rolebindings' }, () => ({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
    subjects: [{ kind: 'User', name: 'u', apiGroup: 'rbac.authorization.k8s.io' }],
  })),
  seed('Namespace', { plural: 'namespaces', clusterWide: true, dryRunOnly: true }, () => ({
    spec: { finalizers: ['kubernetes'] },
  })),
  seed('StorageClass', { apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses', clusterWide: true }, () => ({
    provisioner: 'a.example.com/b',
    reclaimPolicy: 'Delete',
    parameters: { a: 'b' },
  })),
  seed('NetworkPolicy', { apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies' }, () => ({
    spec: { podSelector: { matchLabels: { app: 'a' } }, ingress: [{ ports: [{ port: 80 }] }] },
  })),
  seed('PodDisruptionBudget', { apiVersion: 'policy/v1', plural: 'poddisruptionbudgets', hasStatus: true }, () => ({
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'a' } } },
  })),
];

/** Judged, never in force: the one in force would judge the rest of the cases. */
export const ADMISSION_SEEDS: readonly SeedKind[] = [
  seed(
    'ValidatingWebhookConfiguration',
    { apiVersion: ADMISSION, plural: 'validatingwebhookconfigurations', clusterWide: true, dryRunOnly: true },
    () => ({
      webhooks: [
        {
          name: 'a.example.com',
          rules: [
            {
              apiGroups: ['example.com'],
              apiVersions: ['v1'],
              resources: ['things'],
              operations: ['CREATE'],
              scope: '*',
            },
          ],
          clientConfig: { url: 'https://127.0.0.1:1/x' },
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          timeoutSeconds: 1,
          failurePolicy: 'Ignore',
          matchConditions: [{ name: 'm', expression: 'object.metadata.name == "a"' }],
          namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
        },
      ],
    }),
  ),
  seed(
    'ValidatingAdmissionPolicy',
    { apiVersion: ADMISSION, plural: 'validatingadmissionpolicies', clusterWide: true, dryRunOnly: true },
    () => ({
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: ['example.com'], apiVersions: ['v1'], resources: ['things'], operations: ['CREATE'] },
          ],
        },
        variables: [{ name: 'v', expression: 'object.spec' }],
        validations: [{ expression: 'variables.v.size < 3', message: 'm', reason: 'Invalid' }],
      },
    }),
  ),
];

/** A definition with something of everything that a schema may say. */
export const DEFINITIONS: SeedKind = {
  kind: 'CustomResourceDefinition',
  collection: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  isCustom: false,
  hasStatus: true,
  hasScale: false,
  dryRunOnly: true,
  make: (name) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${name}s.${FUZZ_GROUP}` },
    spec: {
      group: FUZZ_GROUP,
      scope: 'Namespaced',
      names: { plural: `${name}s`, singular: name, kind: `K${name}`, listKind: `K${name}List` },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {}, scale: { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' } },
          additionalPrinterColumns: [{ name: 'N', type: 'integer', jsonPath: '.spec.n' }],
          selectableFields: [{ jsonPath: '.spec.text' }],
          schema: { openAPIV3Schema: definedSchema() },
        },
      ],
    },
  }),
};

function definedSchema(): Json {
  return {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['n'],
        properties: {
          n: { type: 'integer', minimum: 0, maximum: 9, default: 1, format: 'int32' },
          text: { type: 'string', pattern: '^[a-z]+$', maxLength: 9, enum: ['a', 'b'] },
          both: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
          list: {
            type: 'array',
            maxItems: 5,
            'x-kubernetes-list-type': 'set',
            items: { type: 'string', maxLength: 5 },
          },
          map: { type: 'object', additionalProperties: { type: 'number', multipleOf: 0.5 } },
          keyed: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['k'],
            items: {
              type: 'object',
              required: ['k'],
              properties: { k: { type: 'string' }, v: { type: 'boolean', nullable: true } },
            },
          },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          embedded: {
            type: 'object',
            'x-kubernetes-embedded-resource': true,
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
        'x-kubernetes-validations': [
          { rule: 'self.n < 10', message: 'too many', fieldPath: '.n', reason: 'FieldValueInvalid' },
          { rule: '!has(oldSelf.text) || self.text == oldSelf.text', messageExpression: '"was " + oldSelf.text' },
        ],
      },
      status: { type: 'object', properties: { n: { type: 'integer' } } },
    },
  };
}
