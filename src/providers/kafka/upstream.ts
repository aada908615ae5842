/** The kinds of Strimzi (1.x, `v1`) that we write or read: only the fields that we mean, as the operator spells them. */
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';
import type { ResourceRequirements } from '../contract/objects/index.js';

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
export const REBALANCE = strimzi('KafkaRebalance', 'kafkarebalances');
/** The operator's own, one for each pool: only read. */
export const POD_SET = strimzi('StrimziPodSet', 'strimzipodsets', 'core.strimzi.io');

export const STRIMZI_LABELS = {
  cluster: 'strimzi.io/cluster',
  kind: 'strimzi.io/kind',
  poolName: 'strimzi.io/pool-name',
  brokerRole: 'strimzi.io/broker-role',
  controllerRole: 'strimzi.io/controller-role',
} as const;

export const STRIMZI_ANNOTATIONS = {
  /** On a pool: the numbers that its nodes get, such as `[0-99]`. */
  nextNodeIds: 'strimzi.io/next-node-ids',
  /** On a pod: it is replaced in the operator's next round, carefully. */
  manualRollingUpdate: 'strimzi.io/manual-rolling-update',
  /** On a pod: it and its volumes are deleted and made anew. */
  deletePodAndClaims: 'strimzi.io/delete-pod-and-pvc',
  /** On a pod: the version that it was made for. */
  kafkaVersion: 'strimzi.io/kafka-version',
  /** On a KafkaRebalance: `approve`, `stop`, `refresh`. */
  rebalance: 'strimzi.io/rebalance',
  /** On a KafkaRebalance: no approval is waited for. */
  autoApproval: 'strimzi.io/rebalance-auto-approval',
} as const;

export const KAFKA_CONTAINER = 'kafka';
export const INTERNAL_PORT = 9093;
export const EXTERNAL_PORT = 9094;
export const METRICS_PORT_NAME = 'tcp-prometheus';

export type NodeRole = 'broker' | 'controller';

export interface ListenerConfiguration {
  loadBalancerSourceRanges?: string[];
  bootstrap?: { annotations: Record<string, string> };
  perBrokerAnnotationsTemplate?: Record<string, string>;
}

export interface Listener {
  name: string;
  port: number;
  type: 'internal' | 'nodeport' | 'loadbalancer';
  tls: boolean;
  authentication: { type: 'scram-sha-512' };
  configuration?: ListenerConfiguration;
}

export interface KafkaSpec {
  kafka: {
    version: string;
    /** Absent: the operator's own for the version. */
    image?: string;
    listeners: Listener[];
    authorization: { type: 'simple' };
    config: Record<string, string>;
    metricsConfig?: { type: 'strimziMetricsReporter' };
    /** Set when everything else is known. */
    template?: { podSet: { metadata: { annotations: Record<string, string> } } };
  };
  entityOperator: { userOperator: Record<string, never> };
  cruiseControl?: { autoRebalance: { mode: 'add-brokers' | 'remove-brokers' }[] };
}

/** Always with status "True": there is one of Ready, NotReady and ReconciliationPaused, and any number of Warning. */
export interface StrimziCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface ListenerStatus {
  name: string;
  addresses?: { host: string; port: number }[];
  bootstrapServers?: string;
  certificates?: string[];
}

export interface KafkaStatus {
  conditions?: StrimziCondition[];
  observedGeneration?: number;
  listeners?: ListenerStatus[];
  clusterId?: string;
  kafkaVersion?: string;
  kafkaMetadataVersion?: string;
  operatorLastSuccessfulVersion?: string;
  autoRebalance?: { state: 'Idle' | 'RebalanceOnScaleDown' | 'RebalanceOnScaleUp' };
}

export interface Kafka extends KubeObject {
  spec: KafkaSpec;
  status?: KafkaStatus;
}

export interface Volume {
  id: number;
  type: 'persistent-claim';
  size: string;
  class?: string;
  deleteClaim: false;
  kraftMetadata?: 'shared';
}

export interface NodePoolSpec {
  replicas: number;
  roles: NodeRole[];
  resources?: ResourceRequirements;
  storage: { type: 'jbod'; volumes: Volume[] };
  template?: { pod: Record<string, unknown> };
}

export interface NodePool extends KubeObject {
  spec: NodePoolSpec;
  status?: {
    observedGeneration?: number;
    nodeIds?: number[];
    replicas?: number;
    clusterId?: string;
    conditions?: StrimziCondition[];
  };
}

export interface PodSet extends KubeObject {
  status?: { observedGeneration?: number; pods?: number; readyPods?: number; currentPods?: number };
}

export interface AccessRule {
  type: 'allow';
  resource: { type: 'topic' | 'group' | 'transactionalId' | 'cluster'; name?: string; patternType?: 'literal' };
  operations: string[];
}

export interface KafkaUser extends KubeObject {
  spec: {
    authentication: {
      type: 'scram-sha-512';
      password: { valueFrom: { secretKeyRef: { name: string; key: string } } };
    };
    authorization: { type: 'simple'; acls: AccessRule[] };
  };
  status?: { conditions?: StrimziCondition[]; observedGeneration?: number; username?: string; secret?: string };
}

export interface Rebalance extends KubeObject {
  spec: { mode: 'full' };
  status?: { conditions?: StrimziCondition[]; observedGeneration?: number };
}

/** The caches hold plain JSON that the CRD's schema has accepted; here its type is decided. */
const asType =
  <T extends KubeObject>() =>
  (object: UntypedObject | undefined): T | undefined =>
    object as T | undefined;

export const asKafka = asType<Kafka>();
export const asNodePool = asType<NodePool>();
export const asPodSet = asType<PodSet>();
export const asKafkaUser = asType<KafkaUser>();
export const asRebalance = asType<Rebalance>();
