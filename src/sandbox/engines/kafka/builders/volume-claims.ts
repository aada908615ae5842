import { apiVersionOf, PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import { PVC_PROTECTION } from '../../mechanics/nodes/advance-claims.js';
import type { PersistentVolumeClaim } from '../../mechanics/workloads.js';
import { podName } from '../names.js';
import type { ClaimNeed } from '../storage.js';
import { ANNOTATION, LABEL, SANDBOX_ANNOTATION } from '../well-known.js';
import { childMetadata } from './metadata.js';
import type { PodOwner } from './pod.js';

export interface ClaimOptions {
  readonly nodeId: number;
  readonly defaultStorageClass?: string;
  /** Whether partitions are on it from the start: not on the disk of a broker that joins a cluster at work. */
  readonly holdsPartitions: boolean;
}

export const claimName = ({ kafka, pool }: PodOwner, { prefix }: ClaimNeed, nodeId: number): string =>
  `${prefix}-${podName(kafka.metadata.name, pool.metadata.name, nodeId)}`;

/** Owned only where it is to go with the pool. */
export function buildClaim(owner: PodOwner, need: ClaimNeed, options: ClaimOptions): PersistentVolumeClaim {
  const { kafka, pool } = owner;
  const { size = '0', class: storageClass = options.defaultStorageClass, deleteClaim = false } = need.volume;
  const extra = (pool.spec.template ?? {}).persistentVolumeClaim?.metadata;
  const metadata = childMetadata(pool, {
    name: claimName(owner, need, options.nodeId),
    cluster: kafka.metadata.name,
    isOwned: deleteClaim,
    kin: kafka,
    labels: { ...extra?.labels, [LABEL.poolName]: pool.metadata.name },
    annotations: {
      ...extra?.annotations,
      [ANNOTATION.deleteClaim]: String(deleteClaim),
      [SANDBOX_ANNOTATION.holdsPartitions]: String(options.holdsPartitions),
    },
  });
  return {
    apiVersion: apiVersionOf(PERSISTENT_VOLUME_CLAIM),
    kind: PERSISTENT_VOLUME_CLAIM.kind,
    metadata: { ...metadata, finalizers: [PVC_PROTECTION] },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: size } },
      volumeMode: 'Filesystem',
      ...(storageClass ? { storageClassName: storageClass } : {}),
    },
  };
}
