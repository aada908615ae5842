import type { EngineCapabilities } from '../../resources/database-engine/index.js';
import type { NoBackups, OperatorInfo } from '../contract/index.js';

export const ENGINE = 'kafka';

export const CAPABILITIES: EngineCapabilities = {
  proxies: [],
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  walStorage: false,
  sharding: false,
  powerState: false,
};

export const OPERATOR: OperatorInfo = {
  name: 'strimzi-cluster-operator',
  requiredCrds: [
    'kafkas.kafka.strimzi.io',
    'kafkanodepools.kafka.strimzi.io',
    'kafkausers.kafka.strimzi.io',
    'kafkarebalances.kafka.strimzi.io',
    'strimzipodsets.core.strimzi.io',
  ],
  // The first by its YAML files, the second by its chart.
  deploymentLabelSelector: 'app in (strimzi,strimzi-kafka-operator)',
};

export const NO_BACKUPS: NoBackups = {
  unsupported:
    'The operator has no backups of Kafka. Mirror the topics to a second cluster (MirrorMaker 2), or keep old segments in object storage (tiered storage).',
};
