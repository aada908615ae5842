import { POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { PatchChild } from '../../contract/index.js';
import { annotationOf, patchOf } from '../../contract/objects/index.js';
import { OPERATION_MARK, RESTARTED_FOR } from '../names.js';
import { KAFKA, NODE_POOL, type Kafka, type NodePool } from '../upstream.js';

/** The operator looks at pods every two minutes, and at once when Kafka itself is touched. */
export const touch = (kafka: Kafka, mark: string): PatchChild => annotationOf(KAFKA, kafka, { [OPERATION_MARK]: mark });

/** Another generation of Kafka, so that the round is told which has seen what was changed before. */
export const markRound = (kafka: Kafka, mark: string | null): PatchChild =>
  patchOf(KAFKA, kafka, {
    spec: { kafka: { template: { podSet: { metadata: { annotations: { [OPERATION_MARK]: mark } } } } } },
  });

/** In the template of the pods, so that they are replaced one by one, and in an order that keeps a quorum. */
export const markPods = (pool: NodePool, mark: string | null): PatchChild =>
  patchOf(NODE_POOL, pool, { spec: { template: { pod: { metadata: { annotations: { [RESTARTED_FOR]: mark } } } } } });

export const annotatePod = (pod: UntypedObject, annotations: Readonly<Record<string, string>>): PatchChild =>
  annotationOf(POD, pod, annotations);
