import type { KubeObject } from '../../../kube/meta/index.js';
import type { LabelSelector } from '../selection/label-selector.js';
import type { PolicyRule } from './policy-rule.js';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';
export const ROLES = `${RBAC_GROUP}/roles`;
export const CLUSTER_ROLES = `${RBAC_GROUP}/clusterroles`;
export const ROLE_BINDINGS = `${RBAC_GROUP}/rolebindings`;
export const CLUSTER_ROLE_BINDINGS = `${RBAC_GROUP}/clusterrolebindings`;

/** Role or ClusterRole; only the latter aggregates. */
export interface RoleObject extends KubeObject {
  readonly rules?: readonly PolicyRule[] | null;
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
}

export interface RbacSubject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}

/** RoleBinding or ClusterRoleBinding. */
export interface BindingObject extends KubeObject {
  readonly subjects?: readonly RbacSubject[] | null;
  readonly roleRef: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
}
