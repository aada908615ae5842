import { apiVersionOf, type KubeObject, type ResourceType } from '../../kube/meta/index.js';
import { stableHash } from '../../kube/writes/index.js';
import type { ApplyInput, DesiredChild, StepOf } from '../contract/index.js';
import { POD_MONITOR, type PodMonitor } from '../contract/objects/index.js';
import { poolName, POOLS_HASH, userName } from './names.js';
import {
  KAFKA,
  KAFKA_USER,
  NODE_POOL,
  type Kafka,
  type KafkaSpec,
  type KafkaUser,
  type NodePool,
  type NodePoolSpec,
  type NodeRole,
} from './upstream.js';

/** In the order in which they are written, restarted and shown. */
export const ROLES: readonly NodeRole[] = ['controller', 'broker'];

type Unfinished<T extends KubeObject, S> = Omit<T, 'spec'> & { spec: Partial<S> };

/** What the steps edit: one cluster's children, unfinished. */
export interface Draft {
  readonly pools: Readonly<Record<NodeRole, Unfinished<NodePool, NodePoolSpec>>>;
  readonly kafka: Unfinished<Kafka, KafkaSpec>;
  readonly user: Unfinished<KafkaUser, KafkaUser['spec']>;
  podMonitor?: PodMonitor;
}

export type Step = StepOf<Draft>;

/** Nothing survives from the live objects but what a step takes from them by name. */
export function emptyDraft({ cluster: { metadata } }: ApplyInput): Draft {
  const object = (type: ResourceType, name: string) => ({
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    metadata: { name, namespace: metadata.namespace },
    spec: {},
  });
  return {
    pools: {
      controller: object(NODE_POOL, poolName(metadata.name, 'controller')),
      broker: object(NODE_POOL, poolName(metadata.name, 'broker')),
    },
    kafka: object(KAFKA, metadata.name),
    user: object(KAFKA_USER, userName(metadata.name)),
  };
}

/** Pools before Kafka: its new generation then tells that the operator has read them as they are now. */
export function childrenOf({ pools, kafka, user, podMonitor }: Draft): DesiredChild[] {
  const stamp = { [POOLS_HASH]: stableHash([pools.controller.spec, pools.broker.spec]) };
  const template = { podSet: { metadata: { annotations: stamp } } };
  const stamped = { ...kafka, spec: { ...kafka.spec, kafka: { ...kafka.spec.kafka, template } } };
  return [
    ...ROLES.map((role) => ({ type: NODE_POOL, object: pools[role] })),
    { type: KAFKA, object: stamped },
    { type: KAFKA_USER, object: user },
    ...(podMonitor ? [{ type: POD_MONITOR, object: podMonitor }] : []),
  ];
}
