import type { Kafka, KafkaSpec, NodePool, NodePoolSpec, NodeRole } from '../../src/sandbox/engines/kafka/kafka.js';

export interface KafkaOverrides {
  readonly name?: string;
  readonly annotations?: Record<string, string>;
  /** Of `spec.kafka`. */
  readonly brokers?: Partial<KafkaSpec['kafka']>;
  readonly spec?: Partial<Omit<KafkaSpec, 'kafka'>>;
}

const NAMESPACE = 'team-a';

/** A Kafka as a user sends it: valid, with one way in, and what looks after users. */
export function aKafka({ name = 'orders', annotations, brokers, spec }: KafkaOverrides = {}): Kafka {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'Kafka',
    metadata: { name, namespace: NAMESPACE, ...(annotations ? { annotations } : {}) },
    spec: {
      kafka: {
        version: '4.3.1',
        listeners: [
          { name: 'tls', port: 9093, type: 'internal', tls: true, authentication: { type: 'scram-sha-512' } },
        ],
        authorization: { type: 'simple' },
        config: { 'default.replication.factor': '1', 'min.insync.replicas': '1' },
        ...brokers,
      },
      entityOperator: { userOperator: {} },
      ...spec,
    },
  };
}

export interface NodePoolOverrides {
  readonly kafka?: string;
  readonly role?: NodeRole;
  readonly annotations?: Record<string, string>;
  readonly spec?: Partial<NodePoolSpec>;
}

/** A pool of one role with one small disk in each node. */
export function aNodePool({ kafka = 'orders', role = 'broker', annotations, spec }: NodePoolOverrides = {}): NodePool {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaNodePool',
    metadata: {
      name: `${kafka}-${role}`,
      namespace: NAMESPACE,
      labels: { 'strimzi.io/cluster': kafka },
      ...(annotations ? { annotations } : {}),
    },
    spec: {
      replicas: 1,
      roles: [role],
      storage: { type: 'jbod', volumes: [{ id: 0, type: 'persistent-claim', size: '1Gi', kraftMetadata: 'shared' }] },
      ...spec,
    },
  };
}
