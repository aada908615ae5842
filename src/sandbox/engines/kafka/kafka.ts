import type { KubeObject } from '../../../kube/meta/index.js';
import type { Pod, ResourceRequirements } from '../mechanics/workloads.js';

/** The parts of Strimzi's kinds that the stand-in reads and writes. The API server may hold more. */

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface MetadataTemplate {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export interface Template {
  podSet?: { metadata?: MetadataTemplate };
  pod?: { metadata?: MetadataTemplate; [field: string]: unknown };
  persistentVolumeClaim?: { metadata?: MetadataTemplate };
  kafkaContainer?: Record<string, unknown>;
  podDisruptionBudget?: { maxUnavailable?: number };
}

export type ListenerType = 'internal' | 'route' | 'tlsroute' | 'loadbalancer' | 'nodeport' | 'ingress' | 'cluster-ip';

export interface ListenerConfiguration {
  loadBalancerSourceRanges?: string[];
  externalTrafficPolicy?: string;
  class?: string;
  bootstrap?: { annotations?: Record<string, string>; labels?: Record<string, string>; nodePort?: number };
  perBrokerAnnotationsTemplate?: Record<string, string>;
  [field: string]: unknown;
}

export interface Listener {
  name: string;
  port: number;
  type: ListenerType;
  tls: boolean;
  authentication?: { type: string };
  configuration?: ListenerConfiguration;
}

export type RebalanceMode = 'full' | 'add-brokers' | 'remove-brokers' | 'remove-disks';

export interface KafkaSpec {
  kafka: {
    version?: string;
    metadataVersion?: string;
    image?: string;
    listeners: Listener[];
    config?: Record<string, unknown>;
    authorization?: { type: string; superUsers?: string[] };
    metricsConfig?: { type: string };
    template?: Template;
  };
  entityOperator?: { topicOperator?: object; userOperator?: { secretPrefix?: string } };
  cruiseControl?: { autoRebalance?: { mode: RebalanceMode }[]; [field: string]: unknown };
  kafkaExporter?: object;
}

export interface ListenerStatus {
  name: string;
  addresses?: { host: string; port: number }[];
  bootstrapServers?: string;
  certificates?: string[];
}

export interface AutoRebalanceStatus {
  state: 'Idle' | 'RebalanceOnScaleDown' | 'RebalanceOnScaleUp';
  lastTransitionTime?: string;
  modes?: { mode: RebalanceMode; brokers: number[] }[];
}

export interface KafkaStatus {
  conditions?: Condition[];
  observedGeneration?: number;
  listeners?: ListenerStatus[];
  kafkaNodePools?: { name: string }[];
  clusterId?: string;
  kafkaVersion?: string;
  kafkaMetadataVersion?: string;
  operatorLastSuccessfulVersion?: string;
  autoRebalance?: AutoRebalanceStatus;
}

export interface Kafka extends KubeObject {
  spec: KafkaSpec;
  status?: KafkaStatus;
}

export interface Volume {
  id?: number;
  type: 'ephemeral' | 'persistent-claim';
  size?: string;
  class?: string;
  deleteClaim?: boolean;
  kraftMetadata?: string;
}

export type Storage = Volume | { type: 'jbod'; volumes?: Volume[] };

export type NodeRole = 'broker' | 'controller';

export interface NodePoolSpec {
  replicas: number;
  roles: NodeRole[];
  storage: Storage;
  resources?: ResourceRequirements;
  jvmOptions?: Record<string, unknown>;
  template?: Template;
}

export interface NodePoolStatus {
  conditions?: Condition[];
  observedGeneration?: number;
  nodeIds?: number[];
  clusterId?: string;
  roles?: NodeRole[];
  replicas?: number;
  labelSelector?: string;
}

export interface NodePool extends KubeObject {
  spec: NodePoolSpec;
  status?: NodePoolStatus;
}

export interface PodSet extends KubeObject {
  spec: { selector: { matchLabels: Record<string, string> }; pods: Pod[] };
  status?: { observedGeneration?: number; pods?: number; readyPods?: number; currentPods?: number };
}

export interface KafkaUser extends KubeObject {
  spec: {
    authentication?: {
      type: 'tls' | 'tls-external' | 'scram-sha-512';
      password?: { valueFrom: { secretKeyRef?: { name?: string; key?: string } } };
    };
    authorization?: { type: string; acls: unknown[] };
  };
  status?: { conditions?: Condition[]; observedGeneration?: number; username?: string; secret?: string };
}

export interface Rebalance extends KubeObject {
  spec: { mode?: RebalanceMode; brokers?: number[]; [field: string]: unknown };
  status?: {
    conditions?: Condition[];
    observedGeneration?: number;
    sessionId?: string;
    optimizationResult?: Record<string, unknown>;
  };
}
