import type { ResourceType } from '../../../kube/meta/index.js';
import type { ServedResource } from './served-resource.js';

/** What distinguishes a built-in kind; the rest is the same for all. */
export type BuiltInKind = ResourceType &
  Partial<
    Pick<
      ServedResource,
      | 'shortNames'
      | 'categories'
      | 'hasStatus'
      | 'scale'
      | 'extraSubresources'
      | 'selectableFields'
      | 'hasGeneration'
      | 'review'
    >
  >;

type Traits = Omit<BuiltInKind, keyof ResourceType>;

interface ApiVersion {
  readonly group: string;
  readonly version: string;
}

const CORE: ApiVersion = { group: '', version: 'v1' };
const APPS: ApiVersion = { group: 'apps', version: 'v1' };
const BATCH: ApiVersion = { group: 'batch', version: 'v1' };
const RBAC: ApiVersion = { group: 'rbac.authorization.k8s.io', version: 'v1' };
const ADMISSION: ApiVersion = { group: 'admissionregistration.k8s.io', version: 'v1' };
const AUTHENTICATION: ApiVersion = { group: 'authentication.k8s.io', version: 'v1' };
const AUTHORIZATION: ApiVersion = { group: 'authorization.k8s.io', version: 'v1' };

const namespaced = (api: ApiVersion, kind: string, plural: string, traits: Traits = {}): BuiltInKind => ({
  ...api,
  kind,
  plural,
  namespaced: true,
  ...traits,
});

const clusterWide = (api: ApiVersion, kind: string, plural: string, traits: Traits = {}): BuiltInKind => ({
  ...namespaced(api, kind, plural, traits),
  namespaced: false,
});

const review = (api: ApiVersion, kind: string, plural: string): BuiltInKind =>
  clusterWide(api, kind, plural, { review: true });

/** Kinds with a spec to carry out and a status to tell of it. */
const WORKLOAD = { hasStatus: true, hasGeneration: true, categories: ['all'] } as const;
const SCALE = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } as const;

const EVENT_FIELDS = [
  'involvedObject.apiVersion',
  'involvedObject.fieldPath',
  'involvedObject.kind',
  'involvedObject.name',
  'involvedObject.namespace',
  'involvedObject.resourceVersion',
  'involvedObject.uid',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

const CORE_KINDS: readonly BuiltInKind[] = [
  clusterWide(CORE, 'Namespace', 'namespaces', {
    shortNames: ['ns'],
    hasStatus: true,
    selectableFields: ['status.phase'],
  }),
  clusterWide(CORE, 'Node', 'nodes', {
    shortNames: ['no'],
    hasStatus: true,
  }),
  clusterWide(CORE, 'PersistentVolume', 'persistentvolumes', { shortNames: ['pv'], hasStatus: true }),
  namespaced(CORE, 'ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  namespaced(CORE, 'Endpoints', 'endpoints', { shortNames: ['ep'] }),
  namespaced(CORE, 'Event', 'events', { shortNames: ['ev'], selectableFields: EVENT_FIELDS }),
  namespaced(CORE, 'PersistentVolumeClaim', 'persistentvolumeclaims', { shortNames: ['pvc'], hasStatus: true }),
  namespaced(CORE, 'Pod', 'pods', {
    shortNames: ['po'],
    categories: ['all'],
    hasStatus: true,
    selectableFields: ['spec.nodeName', 'status.phase'],
    extraSubresources: [{ name: 'eviction', kind: 'Eviction', verbs: ['create'] }],
  }),
  namespaced(CORE, 'ResourceQuota', 'resourcequotas', { shortNames: ['quota'], hasStatus: true }),
  namespaced(CORE, 'Secret', 'secrets', { selectableFields: ['type'] }),
  namespaced(CORE, 'Service', 'services', { shortNames: ['svc'], categories: ['all'], hasStatus: true }),
  namespaced(CORE, 'ServiceAccount', 'serviceaccounts', {
    shortNames: ['sa'],
    extraSubresources: [{ name: 'token', kind: 'TokenRequest', verbs: ['create'] }],
  }),
];

const WORKLOAD_KINDS: readonly BuiltInKind[] = [
  namespaced(APPS, 'Deployment', 'deployments', { ...WORKLOAD, shortNames: ['deploy'], scale: SCALE }),
  namespaced(APPS, 'ReplicaSet', 'replicasets', { ...WORKLOAD, shortNames: ['rs'], scale: SCALE }),
  namespaced(APPS, 'StatefulSet', 'statefulsets', { ...WORKLOAD, shortNames: ['sts'], scale: SCALE }),
  namespaced(BATCH, 'CronJob', 'cronjobs', { ...WORKLOAD, shortNames: ['cj'] }),
  namespaced(BATCH, 'Job', 'jobs', WORKLOAD),
];

const CLUSTER_KINDS: readonly BuiltInKind[] = [
  namespaced({ group: 'coordination.k8s.io', version: 'v1' }, 'Lease', 'leases'),
  namespaced({ group: 'discovery.k8s.io', version: 'v1' }, 'EndpointSlice', 'endpointslices'),
  namespaced({ group: 'networking.k8s.io', version: 'v1' }, 'NetworkPolicy', 'networkpolicies', {
    shortNames: ['netpol'],
    hasGeneration: true,
  }),
  namespaced({ group: 'policy', version: 'v1' }, 'PodDisruptionBudget', 'poddisruptionbudgets', {
    shortNames: ['pdb'],
    hasStatus: true,
    hasGeneration: true,
  }),
  clusterWide({ group: 'scheduling.k8s.io', version: 'v1' }, 'PriorityClass', 'priorityclasses', {
    shortNames: ['pc'],
  }),
  clusterWide({ group: 'storage.k8s.io', version: 'v1' }, 'StorageClass', 'storageclasses', { shortNames: ['sc'] }),
];

const POLICY_KINDS: readonly BuiltInKind[] = [
  namespaced(RBAC, 'Role', 'roles'),
  namespaced(RBAC, 'RoleBinding', 'rolebindings'),
  clusterWide(RBAC, 'ClusterRole', 'clusterroles'),
  clusterWide(RBAC, 'ClusterRoleBinding', 'clusterrolebindings'),
  clusterWide(ADMISSION, 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', {
    categories: ['api-extensions'],
    hasGeneration: true,
  }),
  clusterWide(ADMISSION, 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', {
    categories: ['api-extensions'],
    hasGeneration: true,
  }),
  clusterWide(ADMISSION, 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', {
    categories: ['api-extensions'],
    hasStatus: true,
    hasGeneration: true,
  }),
  clusterWide(ADMISSION, 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', {
    categories: ['api-extensions'],
    hasGeneration: true,
  }),
  clusterWide(
    { group: 'apiextensions.k8s.io', version: 'v1' },
    'CustomResourceDefinition',
    'customresourcedefinitions',
    {
      shortNames: ['crd', 'crds'],
      categories: ['api-extensions'],
      hasStatus: true,
      hasGeneration: true,
    },
  ),
];

const REVIEW_KINDS: readonly BuiltInKind[] = [
  review(AUTHENTICATION, 'TokenReview', 'tokenreviews'),
  review(AUTHENTICATION, 'SelfSubjectReview', 'selfsubjectreviews'),
  review(AUTHORIZATION, 'SubjectAccessReview', 'subjectaccessreviews'),
  review(AUTHORIZATION, 'SelfSubjectAccessReview', 'selfsubjectaccessreviews'),
  review(AUTHORIZATION, 'SelfSubjectRulesReview', 'selfsubjectrulesreviews'),
  namespaced(AUTHORIZATION, 'LocalSubjectAccessReview', 'localsubjectaccessreviews', { review: true }),
];

/** The kinds that are there without a CustomResourceDefinition. No controller acts on them, and pods do not run. */
export const BUILT_IN_KINDS: readonly BuiltInKind[] = [
  ...CORE_KINDS,
  ...WORKLOAD_KINDS,
  ...CLUSTER_KINDS,
  ...POLICY_KINDS,
  ...REVIEW_KINDS,
];
