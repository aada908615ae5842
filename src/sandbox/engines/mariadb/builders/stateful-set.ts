import { apiVersionOf, PERSISTENT_VOLUME_CLAIM, STATEFUL_SET } from '../../../../kube/meta/index.js';
import { stableHash } from '../../../../kube/writes/stable-hash.js';
import { PVC_PROTECTION } from '../../mechanics/nodes/advance-claims.js';
import type { StatefulSet } from '../../mechanics/stateful-sets/stateful-set.js';
import type { PersistentVolumeClaim, Pod } from '../../mechanics/workloads.js';
import type { Mariadb } from '../mariadb.js';
import { claimNameOf, LABEL, selectorLabels, STORAGE } from '../well-known.js';
import { childMetadata } from './metadata.js';

const CONFIG_HASH = 'k8s.mariadb.com/config';

/** The StatefulSet that a database should be; equal wishes give equal sets. The operator replaces pods itself. */
export function buildSet(mariadb: Mariadb, replicas: number): StatefulSet {
  const { name } = mariadb.metadata;
  const { inheritMetadata, podMetadata, myCnf } = mariadb.spec;
  const labels = { ...inheritMetadata?.labels, ...podMetadata?.labels, ...selectorLabels(name) };
  const annotations = {
    ...inheritMetadata?.annotations,
    ...podMetadata?.annotations,
    ...(myCnf === undefined ? {} : { [CONFIG_HASH]: stableHash(myCnf) }),
  };
  return {
    apiVersion: apiVersionOf(STATEFUL_SET),
    kind: STATEFUL_SET.kind,
    metadata: childMetadata(mariadb, name),
    spec: {
      replicas,
      serviceName: `${name}-internal`,
      selector: { matchLabels: selectorLabels(name) },
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'OnDelete' },
      template: { metadata: { labels, annotations }, spec: buildPodSpec(mariadb) },
      volumeClaimTemplates: [{ metadata: { name: STORAGE, labels: claimLabels(name) }, spec: claimSpec(mariadb) }],
    },
  };
}

const claimLabels = (name: string): Record<string, string> => ({ ...selectorLabels(name), [LABEL.claimRole]: STORAGE });

const claimSpec = ({ spec }: Mariadb): PersistentVolumeClaim['spec'] => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: spec.storage.size } },
  ...(spec.storage.storageClassName ? { storageClassName: spec.storage.storageClassName } : {}),
});

/** The volume of a newcomer, made before the pod, with the data in it. */
export const buildClaim = (mariadb: Mariadb, index: number): PersistentVolumeClaim => ({
  apiVersion: apiVersionOf(PERSISTENT_VOLUME_CLAIM),
  kind: PERSISTENT_VOLUME_CLAIM.kind,
  metadata: {
    name: claimNameOf(mariadb.metadata.name, index),
    namespace: mariadb.metadata.namespace,
    labels: claimLabels(mariadb.metadata.name),
    finalizers: [PVC_PROTECTION],
  },
  spec: claimSpec(mariadb),
});

function buildPodSpec({ spec }: Mariadb): Pod['spec'] {
  const { image, imagePullPolicy, resources, affinity, nodeSelector, tolerations } = spec;
  const { topologySpreadConstraints, priorityClassName } = spec;
  const wishes = { affinity, nodeSelector, tolerations, topologySpreadConstraints, priorityClassName };
  return {
    containers: [
      {
        name: 'mariadb',
        image,
        imagePullPolicy,
        ...(resources ? { resources } : {}),
      } as Pod['spec']['containers'][number],
    ],
    restartPolicy: 'Always',
    ...Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== undefined)),
  };
}
