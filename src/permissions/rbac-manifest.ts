import { policyRulesOf } from '../kube/access/index.js';
import type { Provider } from '../providers/contract/index.js';
import { productPermissions } from './product-permissions.js';
import { SERVICE_ACCOUNT } from './service-account.js';

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;
const { name, namespace } = SERVICE_ACCOUNT;
const SUBJECTS = [{ kind: 'ServiceAccount', name, namespace }];

/** The application's account with the rights that it uses, in the order in which they have to be made. */
export function rbacObjects(providers: readonly Provider[]): object[] {
  const { everywhere, atHome } = productPermissions(providers);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { name }, rules: policyRulesOf(everywhere) },
    {
      apiVersion: API_VERSION,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
      subjects: SUBJECTS,
    },
    { apiVersion: API_VERSION, kind: 'Role', metadata: { name, namespace }, rules: policyRulesOf(atHome) },
    {
      apiVersion: API_VERSION,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: GROUP, kind: 'Role', name },
      subjects: SUBJECTS,
    },
  ];
}
