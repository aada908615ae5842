import type { KubeConfig } from '@kubernetes/client-node';
import type { KubeObject } from '../../src/kube/meta/index.js';
import { SERVICE_ACCOUNT_USER } from '../../src/permissions/index.js';

interface Cluster {
  kubeConfigFor(user: string, groups?: readonly string[]): KubeConfig;
}

/** The user whose requests are the application's. */
export const APPLICATION_USER = SERVICE_ACCOUNT_USER.name;

/** The group whose members may do what the application may: replicas, where a test has to tell one from the other. */
const REPLICAS = 'replicas';

/** The application's own account, with the rights that ship and no others. */
export function applicationConfig(cluster: Cluster, replica?: string): KubeConfig {
  const { name, groups } = SERVICE_ACCOUNT_USER;
  return replica ? cluster.kubeConfigFor(replica, [...groups, REPLICAS]) : cluster.kubeConfigFor(name, groups);
}

/** The manifests with the application's rights given to replicas too. */
export function withReplicas(manifests: readonly KubeObject[]): KubeObject[] {
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: REPLICAS }];
  const bindings = manifests.filter(({ kind }) => kind === 'ClusterRoleBinding' || kind === 'RoleBinding');
  const ofReplicas = bindings.map((binding) => ({
    ...binding,
    metadata: { ...binding.metadata, name: REPLICAS },
    subjects,
  }));
  return [...manifests, ...ofReplicas];
}
