import type { KubeObject } from '../../../kube/meta/index.js';
import { BOOTSTRAP_RBAC } from '../auth/index.js';
import { PROTECTED_NAMESPACES } from '../lifecycle/strategies/namespace.strategy.js';

const ZONES = ['zone-a', 'zone-b', 'zone-c'];
const PROVISIONER = 'sandbox.dbaas.io/none';

const namespaces = [...PROTECTED_NAMESPACES].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
}));

const serviceAccounts = [...PROTECTED_NAMESPACES].map((namespace) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default', namespace },
}));

/** Grows on request; nothing provisions it, claims are bound by whoever stands in for an operator. */
const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: PROVISIONER,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
  allowVolumeExpansion: true,
};

const nodes = ZONES.map((zone, index) => {
  const name = `sandbox-node-${index + 1}`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'sandbox',
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: {},
  };
});

/** What every cluster starts with; created where absent, never touched again. Namespaces come first. */
export const BOOTSTRAP_OBJECTS: readonly KubeObject[] = [
  ...namespaces,
  ...serviceAccounts,
  ...BOOTSTRAP_RBAC,
  storageClass,
  ...nodes,
];
