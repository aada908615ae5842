import type { ResourceType } from '../../../kube/meta/index.js';

const strimzi = (kind: string, plural: string, group = 'kafka.strimzi.io'): ResourceType => ({
  group,
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export const KAFKA = strimzi('Kafka', 'kafkas');
export const NODE_POOL = strimzi('KafkaNodePool', 'kafkanodepools');
export const KAFKA_USER = strimzi('KafkaUser', 'kafkausers');
export const KAFKA_TOPIC = strimzi('KafkaTopic', 'kafkatopics');
export const KAFKA_REBALANCE = strimzi('KafkaRebalance', 'kafkarebalances');
export const POD_SET = strimzi('StrimziPodSet', 'strimzipodsets', 'core.strimzi.io');
