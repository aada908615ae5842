import type { KubeObject } from '../../../kube/meta/index.js';
import type { PolicyRule } from './policy-rule.js';
import { RBAC_GROUP } from './rbac-objects.js';
import type { BindingObject, RoleObject } from './rbac-objects.js';
import { AUTHENTICATED_GROUP, MASTERS_GROUP } from './user-info.js';

const apiVersion = `${RBAC_GROUP}/v1`;
/** Marks what the server brings along, as real clusters do. */
const BOOTSTRAP_LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

const CORE_VIEW = [
  'configmaps',
  'events',
  'namespaces',
  'namespaces/status',
  'persistentvolumeclaims',
  'persistentvolumeclaims/status',
  'pods',
  'pods/log',
  'pods/status',
  'resourcequotas',
  'resourcequotas/status',
  'serviceaccounts',
  'services',
  'services/status',
];
const CORE_EDIT = [
  'configmaps',
  'events',
  'persistentvolumeclaims',
  'pods',
  'pods/eviction',
  'secrets',
  'serviceaccounts',
  'services',
];
const APPS = ['deployments', 'deployments/scale', 'statefulsets', 'statefulsets/scale'];
const BATCH = ['cronjobs', 'jobs'];
const POLICY = ['poddisruptionbudgets'];

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

const VIEW_RULES: readonly PolicyRule[] = [
  rule('', CORE_VIEW, READ),
  rule('apps', [...APPS, 'deployments/status', 'statefulsets/status'], READ),
  rule('batch', [...BATCH, 'cronjobs/status', 'jobs/status'], READ),
  rule('policy', [...POLICY, 'poddisruptionbudgets/status'], READ),
];

const EDIT_RULES: readonly PolicyRule[] = [
  rule('', ['secrets'], READ),
  rule('', CORE_EDIT, WRITE),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('', ['serviceaccounts/token'], ['create']),
  rule('apps', APPS, WRITE),
  rule('batch', BATCH, WRITE),
  rule('policy', POLICY, WRITE),
  rule('coordination.k8s.io', ['leases'], [...READ, ...WRITE]),
];

const ADMIN_RULES: readonly PolicyRule[] = [
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule(RBAC_GROUP, ['rolebindings', 'roles'], [...READ, ...WRITE]),
];

const EVERYTHING: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

const SELF_REVIEWS: readonly PolicyRule[] = [
  rule('authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
  rule('authentication.k8s.io', ['selfsubjectreviews'], ['create']),
];

const HEALTH_PATHS = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY_PATHS = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*', ...HEALTH_PATHS];

const getPaths = (nonResourceURLs: readonly string[]): PolicyRule[] => [{ nonResourceURLs, verbs: ['get'] }];

function clusterRole(name: string, rules: readonly PolicyRule[], labels: Record<string, string> = {}): RoleObject {
  return { apiVersion, kind: 'ClusterRole', metadata: { name, labels: { ...BOOTSTRAP_LABELS, ...labels } }, rules };
}

type UserFacingRole = 'admin' | 'edit' | 'view';
const aggregationLabel = (role: UserFacingRole): Record<string, string> => ({
  [`${RBAC_GROUP}/aggregate-to-${role}`]: 'true',
});

/** A role that others extend by labelling theirs, as the charts of operators do. */
function aggregatedRole(role: UserFacingRole, labels?: Record<string, string>): RoleObject {
  const clusterRoleSelectors = [{ matchLabels: aggregationLabel(role) }];
  return { ...clusterRole(role, [], labels), aggregationRule: { clusterRoleSelectors } };
}

function clusterRoleBinding(role: string, group: string): BindingObject {
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: role, labels: BOOTSTRAP_LABELS },
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: RBAC_GROUP, kind: 'Group', name: group }],
  };
}

/** The roles and bindings that every cluster starts with: create those that are absent, leave the others alone. */
export const BOOTSTRAP_RBAC: readonly KubeObject[] = [
  clusterRole('cluster-admin', EVERYTHING),
  aggregatedRole('admin'),
  aggregatedRole('edit', aggregationLabel('admin')),
  aggregatedRole('view', aggregationLabel('edit')),
  clusterRole('system:aggregate-to-admin', ADMIN_RULES, aggregationLabel('admin')),
  clusterRole('system:aggregate-to-edit', EDIT_RULES, aggregationLabel('edit')),
  clusterRole('system:aggregate-to-view', VIEW_RULES, aggregationLabel('view')),
  clusterRole('system:discovery', getPaths(DISCOVERY_PATHS)),
  clusterRole('system:basic-user', SELF_REVIEWS),
  clusterRole('system:public-info-viewer', getPaths(HEALTH_PATHS)),
  clusterRoleBinding('cluster-admin', MASTERS_GROUP),
  clusterRoleBinding('system:discovery', AUTHENTICATED_GROUP),
  clusterRoleBinding('system:basic-user', AUTHENTICATED_GROUP),
  clusterRoleBinding('system:public-info-viewer', AUTHENTICATED_GROUP),
];
