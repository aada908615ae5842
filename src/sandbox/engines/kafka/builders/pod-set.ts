import { apiVersionOf } from '../../../../kube/meta/index.js';
import type { PodSet } from '../kafka.js';
import { POD_SET } from '../kinds.js';
import { podSetName } from '../names.js';
import { ANNOTATION, LABEL } from '../well-known.js';
import { childMetadata } from './metadata.js';
import { buildPod, type PodOwner } from './pod.js';

/** What the nodes of a pool should run as. It belongs to the pool: when the pool goes, the pods go. */
export function buildPodSet(owner: PodOwner, nodeIds: readonly number[]): PodSet {
  const { kafka, pool, storage } = owner;
  const cluster = kafka.metadata.name;
  const extra = (pool.spec.template ?? {}).podSet ?? kafka.spec.kafka.template?.podSet;
  return {
    apiVersion: apiVersionOf(POD_SET),
    kind: POD_SET.kind,
    metadata: childMetadata(pool, {
      name: podSetName(cluster, pool.metadata.name),
      cluster,
      kin: kafka,
      labels: { ...extra?.metadata?.labels, [LABEL.poolName]: pool.metadata.name },
      annotations: { ...extra?.metadata?.annotations, [ANNOTATION.storage]: JSON.stringify(storage) },
    }),
    spec: {
      selector: { matchLabels: { [LABEL.cluster]: cluster, [LABEL.poolName]: pool.metadata.name } },
      pods: nodeIds.map((nodeId) => buildPod(owner, nodeId)),
    },
  };
}
