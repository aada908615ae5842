import { createMergePatch } from '../../../../../kube/writes/merge-patch.js';
import { patchStatus } from '../../../mechanics/actions.js';
import type { Condition, NodePoolStatus } from '../../kafka.js';
import { NODE_POOL } from '../../kinds.js';
import { LABEL } from '../../well-known.js';
import { restate } from '../conditions.js';
import { clusterIdOf } from '../fold-status.js';
import type { KafkaView, PoolView } from '../kafka-view.js';
import type { Rule } from '../step.js';

const STORAGE_IGNORED: Condition = {
  type: 'Warning',
  status: 'True',
  reason: 'KafkaStorage',
  message:
    'The desired Kafka storage configuration contains changes which are not allowed. As a result, all storage changes will be ignored.',
};

/** Written before any pod is touched: that a pool's generation was observed means that it was accepted, not that it is done. */
export const reportPools: Rule = (view) => {
  const actions = view.pools.flatMap((pool) => {
    const change = createMergePatch(pool.pool.status ?? {}, statusOf(view, pool));
    return change === undefined ? [] : [patchStatus(NODE_POOL, pool.pool, change as Record<string, unknown>)];
  });
  return actions.length === 0 ? undefined : { because: 'the pools have changed', actions };
};

function statusOf(view: KafkaView, { pool, nodeIds, storage }: PoolView): NodePoolStatus {
  const { name } = view.kafka.metadata;
  return {
    conditions: restate(pool.status?.conditions, storage.isRefused ? [STORAGE_IGNORED] : [], view.now),
    observedGeneration: pool.metadata.generation,
    nodeIds: [...nodeIds],
    replicas: nodeIds.length,
    roles: pool.spec.roles,
    clusterId: clusterIdOf(view),
    labelSelector: `${LABEL.cluster}=${name},${LABEL.poolName}=${pool.metadata.name}`,
  };
}
