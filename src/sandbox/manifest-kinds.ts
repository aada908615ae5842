import type { KubeObject, ResourceType } from '../kube/meta/index.js';

const ADMISSION = 'admissionregistration.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';

/** Kinds of the manifests that are not definitions, in the order in which they can be made. */
const MANIFEST_KINDS: readonly ResourceType[] = (
  [
    ['', 'Namespace', 'namespaces', false],
    ['', 'ServiceAccount', 'serviceaccounts', true],
    [ADMISSION, 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', false],
    [ADMISSION, 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', false],
    [RBAC, 'ClusterRole', 'clusterroles', false],
    [RBAC, 'ClusterRoleBinding', 'clusterrolebindings', false],
    [RBAC, 'Role', 'roles', true],
    [RBAC, 'RoleBinding', 'rolebindings', true],
  ] as const
).map(([group, kind, plural, namespaced]) => ({ group, version: 'v1', kind, plural, namespaced }));

export interface Manifest {
  readonly type: ResourceType;
  readonly object: KubeObject;
}

/** The objects with their kinds, each after whatever it needs. @throws Error when one has no place in a cluster's set-up. */
export function orderManifests(objects: readonly KubeObject[]): Manifest[] {
  const stray = objects.find((object) => !MANIFEST_KINDS.some(({ kind }) => kind === object.kind));
  if (stray) throw new Error(`${stray.kind} "${stray.metadata.name}" has no place among the manifests of a cluster`);
  return MANIFEST_KINDS.flatMap((type) =>
    objects.filter(({ kind }) => kind === type.kind).map((object) => ({ type, object })),
  );
}
