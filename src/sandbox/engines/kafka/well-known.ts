/** Names that Strimzi 1.2 gives to labels and annotations: part of its interface, so spelt exactly. */

export const LABEL = {
  cluster: 'strimzi.io/cluster',
  kind: 'strimzi.io/kind',
  name: 'strimzi.io/name',
  componentType: 'strimzi.io/component-type',
  controller: 'strimzi.io/controller',
  controllerName: 'strimzi.io/controller-name',
  poolName: 'strimzi.io/pool-name',
  podName: 'strimzi.io/pod-name',
  brokerRole: 'strimzi.io/broker-role',
  controllerRole: 'strimzi.io/controller-role',
} as const;

export const ANNOTATION = {
  pause: 'strimzi.io/pause-reconciliation',
  manualRoll: 'strimzi.io/manual-rolling-update',
  deletePodAndClaims: 'strimzi.io/delete-pod-and-pvc',
  nextNodeIds: 'strimzi.io/next-node-ids',
  removeNodeIds: 'strimzi.io/remove-node-ids',
  skipScaleDownCheck: 'strimzi.io/skip-broker-scaledown-check',
  rebalance: 'strimzi.io/rebalance',
  rebalanceAutoApproval: 'strimzi.io/rebalance-auto-approval',
  rebalanceTemplate: 'strimzi.io/rebalance-template',
  /** On pods: which version they were made for, and which wish of the PodSet they fulfil. */
  kafkaVersion: 'strimzi.io/kafka-version',
  revision: 'strimzi.io/revision',
  configurationHash: 'strimzi.io/broker-configuration-hash',
  /** On PodSets: the storage that the pods were made with. */
  storage: 'strimzi.io/storage',
  deleteClaim: 'strimzi.io/delete-claim',
} as const;

/** Ours, not Strimzi's: memory that Kubernetes has no field for. */
export const SANDBOX_ANNOTATION = {
  /** On claims of brokers: whether partitions are on that disk. */
  holdsPartitions: 'sandbox.dbaas.io/holds-partitions',
  /** On a Kafka: how long its operator sleeps between two looks that nobody asked for. */
  intervalMs: 'sandbox.dbaas.io/interval-ms',
} as const;

export const AUTO_REBALANCE_FINALIZER = 'strimzi.io/auto-rebalancing';

export const OPERATOR_VERSION = '1.2.0';
export const FIELD_MANAGER = 'strimzi-stand-in';
export const MANAGED_BY = 'strimzi-cluster-operator';
export const KAFKA_CONTAINER = 'kafka';
export const REPLICATION_PORT = 9091;
export const METRICS_PORT = 9404;
